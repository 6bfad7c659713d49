//! Perspective: which point of the paper a pixel of the photograph sees.

/// A point.
pub(super) type Point = (f32, f32);

/// A plane projective map, row by row.
#[derive(Debug, Clone, Copy)]
pub(super) struct Homography([f32; 9]);

impl Homography {
    /// Maps the unit square's corners (0,0) (1,0) (1,1) (0,1) to `quad` (Heckbert 1989, §2.2.3).
    pub(super) fn unit_to([a, b, c, d]: [Point; 4]) -> Self {
        let (sx, sy) = (a.0 - b.0 + c.0 - d.0, a.1 - b.1 + c.1 - d.1);
        let (x1, y1, x2, y2) = (b.0 - c.0, b.1 - c.1, d.0 - c.0, d.1 - c.1);
        let det = x1 * y2 - x2 * y1;
        let (g, h) = ((sx * y2 - x2 * sy) / det, (x1 * sy - sx * y1) / det);
        Self([
            b.0 - a.0 + g * b.0,
            d.0 - a.0 + h * d.0,
            a.0,
            b.1 - a.1 + g * b.1,
            d.1 - a.1 + h * d.1,
            a.1,
            g,
            h,
            1.0,
        ])
    }

    /// The map back (the adjugate: scale does not matter).
    pub(super) fn inverse(self) -> Self {
        let [a, b, c, d, e, f, g, h, i] = self.0;
        Self([
            e * i - f * h,
            c * h - b * i,
            b * f - c * e,
            f * g - d * i,
            a * i - c * g,
            c * d - a * f,
            d * h - e * g,
            b * g - a * h,
            a * e - b * d,
        ])
    }

    /// Where `(x, y)` goes.
    pub(super) fn apply(self, (x, y): Point) -> Point {
        let [a, b, c, d, e, f, g, h, i] = self.0;
        let w = g * x + h * y + i;
        ((a * x + b * y + c) / w, (d * x + e * y + f) / w)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn corners_go_to_corners_and_back() {
        let quad = [(10.0, 20.0), (200.0, 30.0), (190.0, 300.0), (25.0, 280.0)];
        let map = Homography::unit_to(quad);
        for (unit, corner) in [(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0)]
            .into_iter()
            .zip(quad)
        {
            let there = map.apply(unit);
            assert!((there.0 - corner.0).abs() < 0.01 && (there.1 - corner.1).abs() < 0.01);
            let back = map.inverse().apply(corner);
            assert!((back.0 - unit.0).abs() < 0.001 && (back.1 - unit.1).abs() < 0.001);
        }
    }
}
