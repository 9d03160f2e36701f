//! Ids as events carry them: text in the message, a UUID to us.

use uuid::Uuid;

/// All of them, or what is wrong with the first that is no UUID.
pub fn uuids(texts: &[String]) -> Result<Vec<Uuid>, uuid::Error> {
    texts.iter().map(|text| text.parse()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_that_is_no_uuid_spoils_them_all() {
        let good = Uuid::nil().to_string();
        assert_eq!(uuids(std::slice::from_ref(&good)), Ok(vec![Uuid::nil()]));
        assert!(uuids(&[good, "1".to_owned()]).is_err());
        assert_eq!(uuids(&[]), Ok(Vec::new()));
    }
}
