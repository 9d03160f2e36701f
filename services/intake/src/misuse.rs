//! Who sends more than residents do, and which report a machine may have made.
//!
//! Too much is refused for a while. What is only doubtful is taken, and somebody looks at it before
//! anybody works on it: a resident who is quick, or has no script, loses nothing.

use std::{
    net::IpAddr,
    sync::{Mutex, PoisonError},
};

use chrono::{DateTime, TimeDelta, Utc};
use platform::rate::{Quota, Rate};

/// Networks and phones that are remembered, each some fifty bytes.
const KEYS_MAX: usize = 50_000;

/// How much is usual. Generous: a school class, or all phones of a provider, share one network.
#[derive(Clone, Debug, clap::Args)]
pub struct Settings {
    /// Whether strangers can reach the service; `false` takes away the limits and the time trap.
    #[arg(long, env, default_value_t = true, action = clap::ArgAction::Set)]
    pub guard: bool,

    /// Reports an hour from one network (/24, or /56 of IPv6).
    #[arg(long, env, default_value_t = 600)]
    pub reports_per_network: u32,

    /// Reports an hour from one network that need no proof of work.
    #[arg(long, env, default_value_t = 60)]
    pub unproven_per_network: u32,

    /// Reports an hour from one phone.
    #[arg(long, env, default_value_t = 30)]
    pub reports_per_device: u32,

    /// Photos an hour from one network.
    #[arg(long, env, default_value_t = 3_000)]
    pub photos_per_network: u32,

    /// Photos an hour from one phone.
    #[arg(long, env, default_value_t = 150)]
    pub photos_per_device: u32,

    /// Seconds that a person needs at least, from the first answer of the form to the last.
    #[arg(long, env, default_value_t = 3)]
    pub form_seconds_min: u32,
}

/// Who sends, as far as we want to know. Another service has neither.
#[derive(Clone, Copy, Debug, Default)]
pub struct Client {
    pub network: Option<IpAddr>,
    pub device: Option<u64>,
}

/// Why a machine may have sent a report.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Doubt {
    /// It filled in what nobody can see.
    Honeypot,
    /// It was done before a person could have read the questions.
    TooFast,
    /// It is one of many, and no work was done for it.
    NoProof,
}

impl Doubt {
    /// The word in events.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Honeypot => "honeypot",
            Self::TooFast => "too_fast",
            Self::NoProof => "no_proof",
        }
    }
}

/// How a report was made.
#[derive(Clone, Copy, Debug)]
pub struct Signs {
    pub is_trap_filled: bool,
    /// From the first answer to the last; `None` when it was not asked for.
    pub took: Option<TimeDelta>,
    /// Whether so many came that work is asked for.
    pub is_proof_asked: bool,
    pub is_proven: bool,
}

/// Counts what comes, in this process.
pub struct Guard {
    settings: Settings,
    reports: Mutex<Counts>,
    photos: Mutex<Counts>,
}

struct Counts {
    networks: Rate<IpAddr>,
    devices: Rate<u64>,
}

impl Guard {
    pub fn new(settings: Settings) -> Self {
        let counts = || {
            let (networks, devices) = (Rate::remembering(KEYS_MAX), Rate::remembering(KEYS_MAX));
            Mutex::new(Counts { networks, devices })
        };
        Self { settings, reports: counts(), photos: counts() }
    }

    /// Counts a report; gives whether it must be proven, or the seconds to wait.
    pub fn report(&self, client: Client, now: DateTime<Utc>) -> Result<bool, u16> {
        let is_proof_asked = self.is_busy(client, self.settings.unproven_per_network, now);
        let Settings { reports_per_network, reports_per_device, .. } = self.settings;
        self.count(&self.reports, client, (reports_per_network, reports_per_device), now)?;
        Ok(is_proof_asked)
    }

    /// Counts a photo, or gives the seconds to wait.
    pub fn photo(&self, client: Client, now: DateTime<Utc>) -> Result<(), u16> {
        let Settings { photos_per_network, photos_per_device, .. } = self.settings;
        self.count(&self.photos, client, (photos_per_network, photos_per_device), now)
    }

    /// Whether the page should have the browser work: well before it must be proven, because others
    /// may send while this resident types.
    pub fn wants_proof(&self, client: Client, now: DateTime<Utc>) -> bool {
        self.is_busy(client, self.settings.unproven_per_network / 2, now)
    }

    /// What is doubtful about a report, the surest sign first.
    pub fn doubt(&self, signs: Signs) -> Option<Doubt> {
        let is_on = self.settings.guard;
        let least = TimeDelta::seconds(i64::from(self.settings.form_seconds_min));
        if signs.is_trap_filled {
            Some(Doubt::Honeypot)
        } else if is_on && signs.took.is_some_and(|took| took < least) {
            Some(Doubt::TooFast)
        } else {
            (signs.is_proof_asked && !signs.is_proven).then_some(Doubt::NoProof)
        }
    }

    fn is_busy(&self, client: Client, unproven: u32, now: DateTime<Utc>) -> bool {
        let quota = Quota::per_hour(self.settings.reports_per_network);
        let reports = self.reports.lock().unwrap_or_else(PoisonError::into_inner);
        let used = |network| reports.networks.is_used(&network, unproven, quota, now);
        self.settings.guard && client.network.is_some_and(used)
    }

    fn count(
        &self,
        counts: &Mutex<Counts>,
        client: Client,
        (network_max, device_max): (u32, u32),
        now: DateTime<Utc>,
    ) -> Result<(), u16> {
        if !self.settings.guard {
            return Ok(());
        }
        // A panic elsewhere leaves at worst one of them uncounted.
        let mut counts = counts.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(device) = client.device {
            counts.devices.take(&device, Quota::per_hour(device_max), now)?;
        }
        if let Some(network) = client.network {
            counts.networks.take(&network, Quota::per_hour(network_max), now)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: DateTime<Utc> = DateTime::from_timestamp(1_800_000_000, 0).unwrap();

    fn guard(guard: bool) -> Guard {
        Guard::new(Settings {
            guard,
            reports_per_network: 8,
            unproven_per_network: 4,
            reports_per_device: 2,
            photos_per_network: 3,
            photos_per_device: 2,
            form_seconds_min: 3,
        })
    }

    fn client(network: u8, device: u64) -> Client {
        Client { network: Some([203, 0, network, 0].into()), device: Some(device) }
    }

    fn signs() -> Signs {
        let took = Some(TimeDelta::seconds(3));
        Signs { is_trap_filled: false, took, is_proof_asked: false, is_proven: false }
    }

    #[test]
    fn one_phone_has_to_wait_and_its_neighbours_do_not() {
        let guard = guard(true);
        assert_eq!(guard.report(client(1, 1), NOW), Ok(false));
        assert_eq!(guard.report(client(1, 1), NOW), Ok(false));

        assert_eq!(guard.report(client(1, 1), NOW), Err(1801));
        assert_eq!(guard.report(client(1, 2), NOW), Ok(false));
        assert_eq!(guard.photo(client(1, 1), NOW), Ok(()), "photos are counted apart");
    }

    #[test]
    fn a_busy_network_proves_its_reports_and_then_has_to_wait() {
        let guard = guard(true);
        let asked: Vec<bool> = (0..8).map(|n| guard.report(client(1, n), NOW).unwrap()).collect();

        assert_eq!(asked, [false, false, false, false, true, true, true, true]);
        assert!(guard.report(client(1, 9), NOW).is_err());
        assert_eq!(guard.report(client(2, 9), NOW), Ok(false));
    }

    #[test]
    fn the_page_has_the_browser_work_before_it_must() {
        let guard = guard(true);
        assert!(!guard.wants_proof(client(1, 0), NOW));
        for n in 0..2 {
            guard.report(client(1, n), NOW).unwrap();
        }

        assert!(guard.wants_proof(client(1, 9), NOW));
        assert!(!guard.wants_proof(client(2, 9), NOW));
    }

    #[test]
    fn another_service_and_a_system_without_strangers_have_no_limit() {
        let off = guard(false);
        for _ in 0..50 {
            assert_eq!(off.report(client(1, 1), NOW), Ok(false));
            assert_eq!(guard(true).photo(Client::default(), NOW), Ok(()));
        }
        assert_eq!(off.doubt(Signs { took: Some(TimeDelta::zero()), ..signs() }), None);
    }

    #[test]
    fn what_is_doubtful_is_said_by_its_surest_sign() {
        let guard = guard(true);
        let quick = Signs { took: Some(TimeDelta::milliseconds(2_999)), ..signs() };
        let unproven = Signs { is_proof_asked: true, ..signs() };

        assert_eq!(guard.doubt(signs()), None);
        assert_eq!(guard.doubt(Signs { took: None, ..signs() }), None);
        assert_eq!(guard.doubt(quick), Some(Doubt::TooFast));
        assert_eq!(guard.doubt(unproven), Some(Doubt::NoProof));
        assert_eq!(guard.doubt(Signs { is_proven: true, ..unproven }), None);
        let all = Signs { is_trap_filled: true, is_proof_asked: true, ..quick };
        assert_eq!(guard.doubt(all), Some(Doubt::Honeypot));
    }
}
