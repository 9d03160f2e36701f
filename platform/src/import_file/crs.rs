//! In which of the two systems of the Netherlands the coordinates of a file are.
//!
//! Files of Dutch registers come in RD New or in WGS 84; the old `crs` member says which, and without it the
//! numbers do.

use std::fmt;

use serde::Deserialize;

use super::Refused;

/// In which system the coordinates are.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Crs {
    /// RD New, metres: EPSG:28992.
    Rd,
    /// Longitude and latitude: CRS84.
    Wgs84,
}

impl Crs {
    pub fn srid(self) -> i32 {
        match self {
            Self::Rd => 28992,
            Self::Wgs84 => 4326,
        }
    }

    /// Whether a position can be in the Netherlands.
    pub fn holds(self, [x, y]: [f64; 2]) -> bool {
        match self {
            Self::Rd => (0.0..=300_000.0).contains(&x) && (300_000.0..=630_000.0).contains(&y),
            Self::Wgs84 => (3.0..=7.4).contains(&x) && (50.6..=53.8).contains(&y),
        }
    }

    /// By the name in the old `crs` member of a `GeoJSON` file.
    fn named(name: &str) -> Option<Self> {
        let name = name.to_ascii_uppercase();
        let code = name.rsplit(':').next().unwrap_or_default();
        match code {
            "28992" => Some(Self::Rd),
            "4326" | "CRS84" => Some(Self::Wgs84),
            _ => None,
        }
    }

    /// RD when every position can be RD: those numbers are far out of any degrees.
    pub fn detect(mut positions: impl Iterator<Item = [f64; 2]>) -> Self {
        if positions.all(|position| Self::Rd.holds(position)) { Self::Rd } else { Self::Wgs84 }
    }

    /// Says that this position is not in the Netherlands, and what may have gone wrong.
    pub fn elsewhere(self, [x, y]: [f64; 2]) -> String {
        let hint = if self == Self::Wgs84 && Self::Wgs84.holds([y, x]) {
            "; lengte en breedte lijken omgewisseld"
        } else {
            ""
        };
        format!("({x}, {y}) ligt niet in Nederland volgens {self}{hint}")
    }
}

impl fmt::Display for Crs {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Rd => "RD (EPSG:28992)",
            Self::Wgs84 => "WGS 84 (lengte, breedte)",
        })
    }
}

/// The `crs` member of a `GeoJSON` file of before RFC 7946.
#[derive(Debug, Deserialize)]
pub struct NamedCrs {
    properties: CrsName,
}

#[derive(Debug, Deserialize)]
struct CrsName {
    name: String,
}

impl NamedCrs {
    /// The system that it names, unless we do not know that.
    pub fn known(&self) -> Result<Crs, Refused> {
        let name = &self.properties.name;
        Crs::named(name).ok_or_else(|| Refused::one(format!("onbekend stelsel: {name}")))
    }
}

/// A position of a `GeoJSON` file. Heights, if any, are of no use here.
pub fn position(numbers: &[f64]) -> Option<[f64; 2]> {
    Some([*numbers.first()?, *numbers.get(1)?])
}
