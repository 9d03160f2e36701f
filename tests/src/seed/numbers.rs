//! Report numbers as intake gives them, drawn at random among those that are free.

use rand::{Rng, RngExt as _};

/// As intake's: 31 characters, none that looks like another.
const ALPHABET: &[u8; 31] = b"23456789ABCDEFGHJKMNPQRSTUVWXYZ";
const DIGITS: usize = 5;

/// 31 to the power of five.
pub(super) const NUMBERS_MAX: usize = 28_629_151;

/// Which numbers are taken: a bit each, some 3.5 MB.
pub(super) struct Numbers {
    prefix: String,
    taken: Vec<u64>,
    free: usize,
}

impl Numbers {
    /// All numbers that start with the municipality's letters, free.
    pub(super) fn new(prefix: &str) -> Self {
        let taken = vec![0; NUMBERS_MAX.div_ceil(64)];
        Self { prefix: prefix.to_owned(), taken, free: NUMBERS_MAX }
    }

    /// Remembers that there is a report with this number. One of another form is no trouble.
    pub(super) fn take(&mut self, number: &str) {
        let plain = number.strip_prefix(&*self.prefix).unwrap_or(number).bytes();
        let digits = plain.filter(|letter| *letter != b'-').take(DIGITS);
        let mut index = digits.map(|letter| ALPHABET.iter().position(|known| *known == letter));
        let index = index.try_fold(0, |index, digit| Some(index * ALPHABET.len() + digit?));
        // Fewer characters make a smaller index: still one that exists.
        if let Some(index) = index {
            self.mark(index);
        }
    }

    pub(super) fn free(&self) -> usize {
        self.free
    }

    /// A free number, the next one when the drawn one is taken; `None` when all are.
    pub(super) fn draw(&mut self, rng: &mut impl Rng) -> Option<String> {
        if self.free == 0 {
            return None;
        }
        let drawn = rng.random_range(0..NUMBERS_MAX);
        let index = (drawn..NUMBERS_MAX).chain(0..drawn).find(|index| !self.is_taken(*index))?;
        self.mark(index);
        Some(self.written(index))
    }

    fn is_taken(&self, index: usize) -> bool {
        self.taken[index / 64] >> (index % 64) & 1 == 1
    }

    fn mark(&mut self, index: usize) {
        self.free -= usize::from(!self.is_taken(index));
        self.taken[index / 64] |= 1 << (index % 64);
    }

    /// The characters of the index, and the one that checks them: `LD-4F7K-29`.
    fn written(&self, index: usize) -> String {
        let mut digits = [0; DIGITS];
        let mut rest = index;
        for digit in digits.iter_mut().rev() {
            *digit = rest % ALPHABET.len();
            rest /= ALPHABET.len();
        }
        let sum: usize = digits.iter().zip(2..).map(|(digit, weight)| digit * weight).sum();
        let letters = digits.into_iter().chain([sum % ALPHABET.len()]);
        let text: String = letters.map(|digit| char::from(ALPHABET[digit])).collect();
        format!("{}-{}-{}", self.prefix, &text[..4], &text[4..])
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use intake::report_number::ReportNumber;
    use rand::{SeedableRng as _, rngs::Xoshiro256PlusPlus};

    use super::*;

    #[test]
    fn intake_reads_the_numbers_as_its_own_and_none_comes_twice() {
        let mut rng = Xoshiro256PlusPlus::seed_from_u64(1);
        let mut numbers = Numbers::new("LD");

        let drawn: HashSet<_> = (0..20_000).map(|_| numbers.draw(&mut rng).unwrap()).collect();

        assert_eq!((drawn.len(), numbers.free()), (20_000, NUMBERS_MAX - 20_000));
        for number in drawn {
            let read = ReportNumber::parse("LD", &number).unwrap();
            assert_eq!(read.as_str(), number);
        }
    }

    #[test]
    fn a_number_that_is_taken_is_not_drawn() {
        let mut numbers = Numbers::new("LD");
        let drawn = numbers.draw(&mut Xoshiro256PlusPlus::seed_from_u64(7)).unwrap();
        let mut others = Numbers::new("LD");
        others.take(&drawn);
        others.take("something else");

        let other = others.draw(&mut Xoshiro256PlusPlus::seed_from_u64(7)).unwrap();

        assert_ne!(other, drawn);
        assert_eq!(others.free(), NUMBERS_MAX - 2);
    }
}
