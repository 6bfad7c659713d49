//! A drawn slip as a phone would photograph it: held at an angle over a table, lit from one side, a little soft,
//! a little noisy, compressed.

use super::random::Seeded;
use super::warp::{Homography, Point};
use super::{Picture, SlipError, jpeg};

const WIDTH: u32 = 1200;
const HEIGHT: u32 = 1600;

/// How the photograph is taken. Equal looks give equal bytes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Look {
    /// Decides angle, direction of the light, table and noise.
    pub seed: u64,
    /// 0 straight from above, 1 strongly turned and tilted.
    pub tilt: f32,
    /// 0 even light, 1 the far side in deep shade.
    pub light: f32,
    /// Softness, pixels of deviation.
    pub blur: f32,
    /// Sensor noise, deviation in levels of 255.
    pub noise: f32,
    /// JPEG quality, 1–100.
    pub quality: u8,
}

impl Look {
    /// What a cheap phone in an office gives.
    pub const fn phone(seed: u64) -> Self {
        Self {
            seed,
            tilt: 0.6,
            light: 0.55,
            blur: 0.7,
            noise: 5.0,
            quality: 78,
        }
    }
}

/// The photograph as JPEG, 1200 × 1600 pixels.
///
/// # Errors
/// [`SlipError::Drawing`] when the picture cannot be encoded.
pub fn photograph(picture: &Picture, look: Look) -> Result<Vec<u8>, SlipError> {
    jpeg(&scene(picture, look), look.quality)
}

/// The photograph before compression.
pub(super) fn scene(picture: &Picture, look: Look) -> Picture {
    let mut random = Seeded::new(look.seed);
    let paper = Homography::unit_to(corners(look.tilt.clamp(0.0, 1.0), &mut random)).inverse();
    let light = Light::new(look.light.clamp(0.0, 1.0), &mut random);
    let table = Table::new(&mut random);
    let mut rgb = Vec::with_capacity((3 * WIDTH * HEIGHT) as usize);
    for y in 0..HEIGHT {
        for x in 0..WIDTH {
            let at = (x as f32 + 0.5, y as f32 + 0.5);
            let colour = sample(picture, paper.apply(at)).unwrap_or_else(|| {
                // The paper lies a little above the table and throws a shadow to one side.
                let shaded = inside(paper.apply((at.0 - 9.0, at.1 - 11.0)));
                table.colour(at, if shaded { 0.62 } else { 1.0 })
            });
            let level = light.level(at);
            rgb.extend(
                colour
                    .iter()
                    .zip([1.0, 0.985, 0.94])
                    .map(|(c, warm)| to_byte(c * level * warm)),
            );
        }
    }
    soften(&mut rgb, look.blur);
    if look.noise > 0.0 {
        for pixel in rgb.chunks_exact_mut(3) {
            let grain = random.bell() * look.noise;
            for channel in pixel {
                *channel = to_byte(f32::from(*channel) + grain);
            }
        }
    }
    Picture {
        width: WIDTH,
        height: HEIGHT,
        rgb,
    }
}

/// Corners of the paper in the photograph, clockwise from its upper left.
fn corners(tilt: f32, random: &mut Seeded) -> [Point; 4] {
    let (w, h) = (WIDTH as f32, HEIGHT as f32);
    let angle = random.signed() * tilt * 0.11;
    let (sin, cos) = angle.sin_cos();
    // Half sides of an A5 sheet that fills most of the frame.
    let half_h = h * (0.465 - 0.03 * tilt);
    let half_w = half_h * 148.0 / 210.0;
    [(-1.0, -1.0), (1.0, -1.0), (1.0, 1.0), (-1.0, 1.0)].map(|(sx, sy)| {
        let x = sx * half_w + random.signed() * tilt * 0.035 * w;
        let y = sy * half_h + random.signed() * tilt * 0.03 * h;
        (w / 2.0 + x * cos - y * sin, h / 2.0 + x * sin + y * cos)
    })
}

fn inside((u, v): Point) -> bool {
    (0.0..1.0).contains(&u) && (0.0..1.0).contains(&v)
}

/// The paper's colour at unit coordinates, between the four nearest pixels; none off the paper.
fn sample(picture: &Picture, at: Point) -> Option<[f32; 3]> {
    if !inside(at) {
        return None;
    }
    let (w, h) = (picture.width as usize, picture.height as usize);
    let x = (at.0 * w as f32 - 0.5).max(0.0);
    let y = (at.1 * h as f32 - 0.5).max(0.0);
    let (x0, y0) = (x as usize, y as usize);
    let (x1, y1) = ((x0 + 1).min(w - 1), (y0 + 1).min(h - 1));
    let (fx, fy) = (x - x0 as f32, y - y0 as f32);
    let pixel = |x: usize, y: usize| -> Option<[f32; 3]> {
        let start = 3 * (y * w + x);
        match picture.rgb.get(start..start + 3)? {
            // White paper reflects some nine tenths, ink some tenth.
            [r, g, b] => Some([r, g, b].map(|c| 22.0 + f32::from(*c) * 0.82)),
            _ => None,
        }
    };
    let (a, b, c, d) = (pixel(x0, y0)?, pixel(x1, y0)?, pixel(x0, y1)?, pixel(x1, y1)?);
    let mix = |a: f32, b: f32, c: f32, d: f32| {
        (a * (1.0 - fx) + b * fx) * (1.0 - fy) + (c * (1.0 - fx) + d * fx) * fy
    };
    Some([
        mix(a[0], b[0], c[0], d[0]),
        mix(a[1], b[1], c[1], d[1]),
        mix(a[2], b[2], c[2], d[2]),
    ])
}

/// Light that falls off from one side.
struct Light {
    direction: Point,
    strength: f32,
}

impl Light {
    fn new(strength: f32, random: &mut Seeded) -> Self {
        let (sin, cos) = (random.signed() * std::f32::consts::PI).sin_cos();
        Self {
            direction: (cos, sin),
            strength,
        }
    }

    fn level(&self, (x, y): Point) -> f32 {
        let (u, v) = (x / WIDTH as f32 * 2.0 - 1.0, y / HEIGHT as f32 * 2.0 - 1.0);
        // 0 at the lit side, 1 at the far one; the corners of every lens are darker.
        let far = (1.0 + (u * self.direction.0 + v * self.direction.1) / 1.42) / 2.0;
        1.12 - self.strength * 0.75 * far * far - 0.07 * (u * u + v * v)
    }
}

/// A wooden table: bands along the grain.
struct Table {
    phase: f32,
    tone: f32,
}

impl Table {
    fn new(random: &mut Seeded) -> Self {
        Self {
            phase: random.signed() * 10.0,
            tone: 1.0 + random.signed() * 0.25,
        }
    }

    fn colour(&self, (x, y): Point, shade: f32) -> [f32; 3] {
        let wave = (x / 210.0 + self.phase).sin() * 14.0;
        let grain = ((y + wave) / 7.0 + self.phase).sin() * 5.0 + ((y + wave) / 31.0).sin() * 9.0;
        [138.0, 98.0, 64.0].map(|c| (c * self.tone + grain) * shade)
    }
}

/// A separable Gaussian of two pixels' reach.
fn soften(rgb: &mut [u8], deviation: f32) {
    if deviation <= 0.0 {
        return;
    }
    let weight = |d: f32| (-d * d / (2.0 * deviation * deviation)).exp();
    let sum = 1.0 + 2.0 * (weight(1.0) + weight(2.0));
    let kernel = [
        weight(2.0) / sum,
        weight(1.0) / sum,
        1.0 / sum,
        weight(1.0) / sum,
        weight(2.0) / sum,
    ];
    let row = 3 * WIDTH as usize;
    for step in [3, row] {
        let source = rgb.to_vec();
        // Edges stay as they are.
        let windows = source
            .iter()
            .zip(source.iter().skip(step))
            .zip(source.iter().skip(2 * step))
            .zip(source.iter().skip(3 * step))
            .zip(source.iter().skip(4 * step));
        for (target, ((((a, b), c), d), e)) in rgb.iter_mut().skip(2 * step).zip(windows) {
            let taps = [a, b, c, d, e];
            *target = to_byte(taps.iter().zip(kernel).map(|(v, k)| f32::from(**v) * k).sum());
        }
    }
}

fn to_byte(value: f32) -> u8 {
    // `as` saturates and sends NaN to 0.
    (value + 0.5) as u8
}
