//! Rounds in which all sides take turns, and what they come to.

use crate::workload::{Work, at_random};
use std::fmt;
use std::time::Duration;

/// A line of the table.
pub(crate) struct Row {
    pub(crate) work: Work,
    pub(crate) name: &'static str,
    pub(crate) at_most: &'static str,
    pub(crate) samples: usize,
}

/// One side: its name, whose times its own are divided by, and how it does a round.
pub(crate) struct Competitor {
    pub(crate) name: &'static str,
    pub(crate) beside: usize,
    pub(crate) run: Box<dyn FnMut(Work, i64) -> Duration>,
}

pub(crate) struct Table {
    sides: Vec<Competitor>,
    done: Vec<Done>,
}

struct Done {
    name: &'static str,
    at_most: &'static str,
    /// For each side, its time in each round.
    times: Vec<Vec<Duration>>,
}

impl Table {
    pub(crate) fn new(sides: Vec<Competitor>) -> Self {
        Self {
            sides,
            done: Vec::new(),
        }
    }

    pub(crate) fn sides(&self) -> usize {
        self.sides.len()
    }

    pub(crate) fn name(&self, side: usize) -> &'static str {
        self.sides[side].name
    }

    /// Runs all sides in turn, each round in another order, and says what time `side` took in all of them.
    pub(crate) fn run(&mut self, row: &Row, rounds: u64, side: usize) -> Duration {
        let count = self.sides.len();
        if self.done.last().is_none_or(|done| done.name != row.name) {
            self.done.push(Done {
                name: row.name,
                at_most: row.at_most,
                times: vec![Vec::new(); count],
            });
        }
        let last = self.done.len() - 1;
        let times = &mut self.done[last].times;
        let mut of_side = Duration::ZERO;
        for _ in 0..rounds {
            let round = i64::try_from(times[0].len()).unwrap();
            let mut order: Vec<usize> = (0..count).collect();
            // No side always comes after the same other one.
            order.sort_by_key(|at| at_random(round * 64 + i64::try_from(*at).unwrap()));
            for at in order {
                let took = (self.sides[at].run)(row.work, round);
                times[at].push(took);
                if at == side {
                    of_side += took;
                }
            }
        }
        of_side
    }
}

pub(crate) fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let compared = || {
            self.sides
                .iter()
                .filter(|side| self.name(side.beside) != side.name)
        };
        write!(f, "| work | rounds | plain |")?;
        for side in compared() {
            write!(f, " {} ÷ {} |", side.name, self.name(side.beside))?;
        }
        write!(f, " vault at most |\n| --- | --- | --- |")?;
        compared().try_for_each(|_| f.write_str(" --- |"))?;
        writeln!(f, " --- |")?;
        for done in &self.done {
            let medians: Vec<f64> = done
                .times
                .iter()
                .map(|times| median(times.clone()).as_secs_f64())
                .collect();
            let rounds = done.times[0].len();
            write!(f, "| {} | {rounds} | {:.1} µs |", done.name, medians[0] * 1e6)?;
            for (side, median) in self.sides.iter().zip(&medians) {
                if self.name(side.beside) != side.name {
                    write!(f, " {:.3} |", median / medians[side.beside])?;
                }
            }
            writeln!(f, " {} |", done.at_most)?;
        }
        Ok(())
    }
}
