//! The riddle of a picture that keeps machines from guessing passwords: a few digits. How it is drawn is the room `riddle`'s.

use super::input::code;
use serde::{Deserialize, Serialize};

/// The digits of a picture; kept out of `Debug`, so that no log shows them.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Riddle(String);

impl Riddle {
    /// Digits in a picture.
    pub const LENGTH: usize = 5;
    /// 0 and 1 look like letters.
    const DIGITS: &'static [u8; 8] = b"23456789";

    /// Takes random bits, three for each digit.
    #[must_use]
    pub fn of(random: u64) -> Self {
        let digit = |place: usize| char::from(Self::DIGITS[(random >> (3 * place) & 7) as usize]);
        Self((0..Self::LENGTH).map(digit).collect())
    }

    /// The digits, for who draws them.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// Whether these are the digits, however they were typed.
    #[must_use]
    pub fn is_solved_by(&self, typed: &str) -> bool {
        code(typed) == self.0
    }
}

impl std::fmt::Debug for Riddle {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Riddle(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_riddle_is_solved_by_its_own_digits_only(random in any::<u64>(), other in any::<u64>(), typed in ".{0,12}") {
            let riddle = Riddle::of(random);
            prop_assert_eq!(riddle.expose().len(), Riddle::LENGTH);
            let spaced: String = riddle.expose().chars().flat_map(|c| [c, ' ']).collect();
            prop_assert!(riddle.is_solved_by(&spaced));
            prop_assert_eq!(riddle.is_solved_by(Riddle::of(other).expose()), Riddle::of(other) == riddle);
            prop_assert_eq!(riddle.is_solved_by(&typed), code(&typed) == riddle.expose());
        }
    }

    #[test]
    fn full_width_digits_solve_it_and_no_log_shows_them() {
        let riddle = Riddle::of(0);
        assert!(riddle.is_solved_by("２２２ ２２"));
        assert_eq!(format!("{riddle:?}"), "Riddle(…)");
    }
}
