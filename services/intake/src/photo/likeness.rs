//! What a picture looks like, in 64 bits: two of one scene differ in few of them.
//!
//! A difference hash: the picture in nine by eight grey squares, and of each two neighbours in a
//! row whether the right one is lighter. Scaling, compression and a bit more light do not change
//! that much; another scene does. It is a hint and proves nothing.

/// Squares in a row and in a column.
pub(super) const COLUMNS: usize = 9;
pub(super) const ROWS: usize = 8;

/// Steps of grey, of 255, between the lightest and the darkest square at least: in fog, at night
/// or before a thumb all pictures are alike.
const CONTRAST_MIN: u32 = 24;

/// Steps of grey by which a square is lighter than its neighbour at least; less is noise.
const LIGHTER_MIN: u32 = 3;

/// The hash of the squares, or `None` when they are about one grey.
pub(super) fn hash(squares: &[[u32; COLUMNS]; ROWS]) -> Option<i64> {
    let all = || squares.iter().flatten();
    if all().max()? - all().min()? < CONTRAST_MIN {
        return None;
    }
    let pairs = squares.iter().flat_map(|row| row.windows(2));
    let bits =
        pairs.fold(0_u64, |bits, pair| bits << 1 | u64::from(pair[0] + LIGHTER_MIN <= pair[1]));
    Some(bits.cast_signed())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    type Squares = [[u32; COLUMNS]; ROWS];

    #[test]
    fn a_picture_of_one_grey_looks_like_nothing() {
        assert_eq!(hash(&[[128; COLUMNS]; ROWS]), None);
    }

    #[test]
    fn each_pair_of_neighbours_is_a_bit() {
        let mut squares = [[200; COLUMNS]; ROWS];
        squares[0][0] = 10;
        squares[7][8] = 250;

        assert_eq!(hash(&squares).map(i64::cast_unsigned), Some(1 << 63 | 1));
    }

    proptest! {
        #[test]
        fn more_light_changes_nothing(squares: [[u8; COLUMNS]; ROWS], light in 0..200_u32) {
            let dark: Squares = squares.map(|row| row.map(u32::from));
            let light = dark.map(|row| row.map(|grey| grey + light));

            prop_assert_eq!(hash(&dark), hash(&light));
        }
    }
}
