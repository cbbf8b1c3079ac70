//! Numbers by chance that are the same in every run and with every version of everything: a corpus is known by
//! its seed and size. `SplitMix64` (Steele, Lea and Flood 2014) and Zipf's law by inversion.

/// A source of numbers.
#[derive(Clone, Debug)]
pub(crate) struct Draw(u64);

impl Draw {
    /// The numbers of a seed. Each `part` of it, an article for one, has numbers of its own.
    pub(crate) fn new(seed: u64, part: u64) -> Self {
        let mut draw = Self(seed ^ part.wrapping_mul(0xd134_2543_de82_ef95));
        draw.next();
        draw
    }

    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below `end`.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        let end = u64::try_from(end).unwrap_or(u64::MAX).max(1);
        usize::try_from(self.next() % end).unwrap_or(0)
    }

    /// A number from 0 up to 1.
    fn share(&mut self) -> f64 {
        #[expect(clippy::cast_precision_loss, reason = "53 bits fit")]
        let share = (self.next() >> 11) as f64 / (1_u64 << 53) as f64;
        share
    }
}

/// Ranks whose frequency falls as one over the rank (Zipf's law with exponent 1).
#[derive(Clone, Debug)]
pub(crate) struct Zipf {
    /// For each rank how often it or a more frequent one is drawn.
    up_to: Vec<f64>,
}

impl Zipf {
    /// A law over `ranks` ranks.
    pub(crate) fn new(ranks: u32) -> Self {
        let mut sum = 0.0;
        let sums = (1..=ranks).map(|rank| {
            sum += 1.0 / f64::from(rank);
            sum
        });
        let sums: Vec<f64> = sums.collect();
        Self { up_to: sums.iter().map(|part| part / sum).collect() }
    }

    /// A rank from 0, the most frequent first.
    pub(crate) fn rank(&self, draw: &mut Draw) -> usize {
        let share = draw.share();
        self.up_to.partition_point(|up_to| *up_to <= share).min(self.up_to.len() - 1)
    }
}

#[cfg(test)]
mod tests {
    use super::{Draw, Zipf};

    #[test]
    fn the_same_seed_draws_the_same_numbers() {
        let numbers = |seed, part| {
            let mut draw = Draw::new(seed, part);
            [draw.below(1_000), draw.below(1_000), draw.below(1_000)]
        };
        assert_eq!(numbers(6, 1), numbers(6, 1));
        assert_ne!(numbers(6, 1), numbers(6, 2));
    }

    #[test]
    fn the_first_rank_is_twice_as_frequent_as_the_second() {
        let (law, mut draw) = (Zipf::new(1_000), Draw::new(6, 0));
        let mut seen = [0_i32; 1_000];
        (0..100_000).for_each(|_| seen[law.rank(&mut draw)] += 1);
        assert!((seen[0] - 2 * seen[1]).abs() < seen[0] / 10, "{} and {}", seen[0], seen[1]);
    }
}
