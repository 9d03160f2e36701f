//! Codes from a phone besides the password: a new one each half minute (RFC 6238).
//!
//! The secret of an account is kept sealed, with a key that follows from the one that signs tokens:
//! a copy of the database alone makes no codes.

use anyhow::Context as _;
use chrono::{DateTime, Utc};
use platform::{percent, seal::Seal};
use qrcode::{Color, EcLevel, QrCode};
use totp_rs::{Algorithm, Builder, Secret, Totp};
use uuid::Uuid;

use crate::token;

/// RFC 4226, section 4: 160 bits.
const SECRET_BYTES: usize = 20;

const DIGITS: u8 = 6;

/// Seconds for which a code is shown.
const STEP_SECONDS: u64 = 30;

/// Steps before and after now that count too: clocks differ, and typing takes time.
const SKEW: u16 = 1;

/// What the key is for; another purpose gets another key.
const PURPOSE: &[u8] = b"opgeruimd staff codes 1";

/// The name beside the code on the phone.
const ISSUER: &str = "Opgeruimd";

/// Light around the code, in modules (ISO/IEC 18004, section 9.1).
const QUIET: usize = 4;

/// What phone and server know.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct CodeSecret([u8; SECRET_BYTES]);

impl CodeSecret {
    /// One that nobody has.
    pub fn generate() -> Self {
        Self(rand::random())
    }

    /// The step of the code, when it is one of now and later than `last`: none counts twice.
    pub fn check(&self, code: &str, last: i64, now: DateTime<Utc>) -> Option<i64> {
        let code: String = code.chars().filter(|letter| !letter.is_whitespace()).collect();
        let seconds = u64::try_from(now.timestamp()).ok()?;
        let step = self.totp().check(&code, seconds)?;
        let step = i64::try_from(step).ok()?;
        (step > last).then_some(step)
    }

    /// As somebody types it into a phone: four letters at a time.
    pub fn for_typing(&self) -> String {
        let text = Secret::new_stack(self.0).to_base32();
        let letters: Vec<_> = text.chars().collect();
        let groups: Vec<String> = letters.chunks(4).map(|four| four.iter().collect()).collect();
        groups.join(" ")
    }

    /// The address that a phone reads from the QR code.
    pub fn uri(&self, email: &str) -> String {
        let (secret, email) = (Secret::new_stack(self.0).to_base32(), percent::encoded(email));
        format!("otpauth://totp/{ISSUER}:{email}?secret={secret}&issuer={ISSUER}")
    }

    fn totp(&self) -> Totp {
        Builder::new()
            .with_algorithm(Algorithm::SHA1)
            .with_digits(DIGITS)
            .with_skew(SKEW)
            .with_step_duration(STEP_SECONDS)
            .with_secret(Secret::new_stack(self.0))
            .build_noncompliant()
    }
}

/// A QR code as the path of an SVG, and the length of its sides in modules.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Drawing {
    pub path: String,
    pub side: usize,
}

impl Drawing {
    pub fn of(text: &str) -> anyhow::Result<Self> {
        let code = QrCode::with_error_correction_level(text, EcLevel::M).context("a QR code")?;
        let (width, colors) = (code.width(), code.to_colors());
        let dark = (0..colors.len()).filter(|at| colors[*at] == Color::Dark);
        let square = |at: usize| format!("M{} {}h1v1h-1z", at % width + QUIET, at / width + QUIET);
        Ok(Self { path: dark.map(square).collect(), side: width + 2 * QUIET })
    }
}

/// Seals secrets. Cheap to clone.
#[derive(Clone)]
pub struct Sealer(Seal);

impl Sealer {
    /// With the key that signs tokens, as it is configured.
    pub fn new(session_private_key: &str) -> anyhow::Result<Self> {
        Ok(Self(token::seal_for(session_private_key, PURPOSE)?))
    }

    /// It opens for this account only.
    pub fn seal(&self, account_id: Uuid, secret: &CodeSecret) -> anyhow::Result<Vec<u8>> {
        self.0.seal(account_id.as_bytes(), &secret.0)
    }

    /// Fails for what another key sealed, or for another account.
    pub fn open(&self, account_id: Uuid, sealed: &[u8]) -> anyhow::Result<CodeSecret> {
        let opened = self
            .0
            .open(account_id.as_bytes(), sealed)
            .context("the secret of a code does not open; was SESSION_PRIVATE_KEY replaced?")?;
        Ok(CodeSecret(opened.try_into().ok().context("the length of a secret")?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 6238, appendix B: the secret, and what it gives at these seconds, of which six digits
    /// are the end of eight.
    const RFC: &[u8; 20] = b"12345678901234567890";

    fn at(seconds: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(seconds, 0).unwrap()
    }

    #[test]
    fn the_codes_are_those_of_the_standard() {
        let secret = CodeSecret(*RFC);
        for (seconds, code) in
            [(59, "287082"), (1_111_111_109, "081804"), (20_000_000_000, "353130")]
        {
            assert_eq!(secret.check(code, 0, at(seconds)), Some(seconds / 30), "{seconds}");
            assert_eq!(secret.check(code, 0, at(seconds + 90)), None, "{seconds}");
        }
        assert_eq!(secret.check("081 804", 0, at(1_111_111_109)), Some(37_037_036));
        for wrong in ["", "81804", "0818040", "08180a", "081805"] {
            assert_eq!(secret.check(wrong, 0, at(1_111_111_109)), None, "{wrong}");
        }
    }

    #[test]
    fn no_code_counts_twice() {
        let secret = CodeSecret(*RFC);
        assert_eq!(secret.check("081804", 37_037_036, at(1_111_111_109)), None);
        assert!(secret.check("081804", 37_037_035, at(1_111_111_109)).is_some());
    }

    #[test]
    fn a_sealed_secret_opens_for_its_account_and_key_only() {
        let (sealer, secret) = (Sealer::new("key").unwrap(), CodeSecret::generate());
        let account = Uuid::from_u128(7);
        let kept = sealer.seal(account, &secret).unwrap();

        assert_eq!(sealer.open(account, &kept).unwrap(), secret);
        assert!(sealer.open(Uuid::from_u128(8), &kept).is_err());
        assert!(Sealer::new("other").unwrap().open(account, &kept).is_err());
        assert!(sealer.open(account, b"short").is_err());
    }

    #[test]
    fn a_phone_reads_whose_code_it_is() {
        let secret = CodeSecret(*RFC);
        assert_eq!(
            secret.uri("boa@voorbeeld.nl"),
            "otpauth://totp/Opgeruimd:boa%40voorbeeld.nl\
             ?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Opgeruimd"
        );
        assert_eq!(secret.for_typing(), "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ");
        let drawn = Drawing::of(&secret.uri("boa@voorbeeld.nl")).unwrap();
        assert!(drawn.side > 30 && drawn.path.starts_with("M4 4h1v1h-1z"));
    }
}
