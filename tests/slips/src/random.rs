/// A small seeded generator (SplitMix64, Steele, Lea and Flood 2014): equal seeds, equal pictures. Not for secrets.
pub(super) struct Seeded(u64);

impl Seeded {
    pub(super) const fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub(super) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// Even between -1 and 1.
    pub(super) fn signed(&mut self) -> f32 {
        // 24 bits are what a float holds exactly.
        (self.next() >> 40) as f32 / 8_388_608.0 - 1.0
    }

    /// Bell-shaped around 0 with deviation about 1: four 16-bit numbers of one draw, summed.
    pub(super) fn bell(&mut self) -> f32 {
        let z = self.next();
        let sum = (z & 0xffff) + (z >> 16 & 0xffff) + (z >> 32 & 0xffff) + (z >> 48);
        // Sum of four even numbers: mean 2 * 65535, deviation 65535 / sqrt(3).
        (sum as f32 - 131_070.0) / 37_836.6
    }
}
