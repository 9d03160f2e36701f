//! When the crew has to show the clean spot.

/// Photos with one work order.
pub const PHOTOS_MAX: usize = 5;

/// Whether an order is only done with an after-photo: where something lay that must be gone.
/// Something repaired or anything else may not show on a photo.
pub fn is_required(category: &str) -> bool {
    matches!(category, "litter" | "waste_beside_container" | "bin_full" | "bulky_waste")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_cleared_away_is_shown_and_the_rest_may_be() {
        for category in web::Lang::dutch().categories() {
            let optional = matches!(category.code, "street_furniture_broken" | "other");
            assert_eq!(is_required(category.code), !optional, "{}", category.code);
        }
        assert!(!is_required("a_category_newer_than_we_are"));
    }
}
