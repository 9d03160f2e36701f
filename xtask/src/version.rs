//! Version numbers as programs print them.
use std::fmt;

/// Major, minor, patch.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Version(pub u32, pub u32, pub u32);

impl Version {
    /// The first version number in a text such as `nats-server: v2.15.1`.
    pub fn find(text: &str) -> Option<Self> {
        text.split(|c: char| !c.is_ascii_digit() && c != '.').find_map(|word| {
            let mut parts = word.split('.').map(str::parse::<u32>);
            let major = parts.next()?.ok()?;
            let minor = parts.next()?.ok()?;
            let patch = parts.next().and_then(Result::ok).unwrap_or(0);
            Some(Self(major, minor, patch))
        })
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}.{}", self.0, self.1, self.2)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_found_in_what_programs_print() {
        assert_eq!(Version::find("nats-server: v2.15.1\n"), Some(Version(2, 15, 1)));
        assert_eq!(Version::find("2.6.2"), Some(Version(2, 6, 2)));
        assert_eq!(Version::find("v2.10.2 h1:abc="), Some(Version(2, 10, 2)));
        assert_eq!(Version::find("v20.20.2"), Some(Version(20, 20, 2)));
        assert_eq!(Version::find("not installed"), None);
    }

    #[test]
    fn versions_compare_by_number() {
        assert!(Version(2, 9, 10) < Version(2, 12, 0));
    }
}
