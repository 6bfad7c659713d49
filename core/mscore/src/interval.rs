//! The 95 % interval of a sum or average of item averages.

/// Two-sided 95 % points of Student's t, in thousandths, for 1 to 30 degrees of freedom; 1.960 beyond.
const T_95: [u16; 30] = [
    12_706, 4_303, 3_182, 2_776, 2_571, 2_447, 2_365, 2_306, 2_262, 2_228, 2_201, 2_179, 2_160, 2_145, 2_131,
    2_120, 2_110, 2_101, 2_093, 2_086, 2_080, 2_074, 2_069, 2_064, 2_060, 2_056, 2_052, 2_048, 2_045, 2_042,
];

/// Half the width of the interval in hundredths of a point, for the sum of the columns' averages divided by `divisor`.
///
/// A column is an item, a row a person who may have skipped it. One person's answers hang together, so the variance is
/// taken over people: person `r` moves the sum by `Σ (x_ri − mean_i) / n_i` over the items answered. With answers
/// from one person only, nothing is known: the widest possible interval.
pub(crate) fn half_width(columns: &[Vec<Option<u32>>], divisor: u32) -> u32 {
    let people = columns.first().map_or(0, Vec::len);
    let mut pull = vec![0.0_f64; people];
    let mut answered = vec![false; people];
    for column in columns {
        let given = || column.iter().flatten().map(|p| f64::from(*p));
        let n = given().count() as f64;
        let mean = given().sum::<f64>() / n.max(1.0);
        for ((pull, answered), points) in pull.iter_mut().zip(&mut answered).zip(column) {
            if let Some(points) = points {
                *pull += (f64::from(*points) - mean) / n;
                *answered = true;
            }
        }
    }
    let n = answered.iter().filter(|a| **a).count();
    if n < 2 {
        return u32::MAX / 2;
    }
    let t = f64::from(T_95.get(n - 2).copied().unwrap_or(1_960)) / 1_000.0;
    let squares: f64 = pull.iter().map(|p| p * p).sum();
    let variance = squares * n as f64 / (n - 1) as f64;
    let half = t * variance.sqrt() / f64::from(divisor.max(1)) * 100.0;
    half.round().clamp(0.0, f64::from(u32::MAX / 2)) as u32
}
