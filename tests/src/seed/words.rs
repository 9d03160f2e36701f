//! What residents and crews write: plain Dutch, made up.

use rand::{Rng, RngExt as _};

use super::world::Spot;

/// House numbers in a street.
const HOUSES_MAX: u32 = 90;
/// Reports without a description: a photo says enough.
const WITHOUT_WORDS_SHARE: f64 = 0.12;
/// Descriptions with a second sentence.
const MORE_SHARE: f64 = 0.35;
/// Reports with words about the place, away from the known spots.
const PLACE_SHARE: f64 = 0.65;
/// Crews that write something at the end.
const NOTE_SHARE: f64 = 0.3;

const LITTER: [&str; 10] = [
    "Er liggen blikjes en papier in het gras.",
    "Overal plastic, het waait de sloot in.",
    "Veel rommel na het weekend.",
    "Bekers en patatbakjes op de stoep.",
    "Het hele grasveld ligt vol met snippers.",
    "Er ligt glas op het fietspad.",
    "Lege flessen onder de bankjes.",
    "Zakken met afval in de struiken.",
    "Kinderen spelen hier en er ligt van alles.",
    "Papier en karton langs het water.",
];
const BESIDE: [&str; 10] = [
    "Drie vuilniszakken naast de container.",
    "De container zit vol en alles staat ernaast.",
    "Dozen naast de papierbak.",
    "Er staan weer zakken op straat, de vogels trekken ze open.",
    "Iemand zet hier elke week afval neer.",
    "De klep gaat niet open en nu ligt alles ernaast.",
    "Glas naast de glasbak.",
    "Zakken met kleren naast de bak.",
    "Het stinkt hier, er liggen zakken met eten.",
    "Oud papier ligt nat op de stoep.",
];
const FULL: [&str; 6] = [
    "De prullenbak zit helemaal vol.",
    "Er past niets meer in de bak.",
    "De bak bij het bankje loopt over.",
    "Vol, en er hangen zakjes aan.",
    "De bak is al dagen niet geleegd.",
    "Afval valt uit de bak op de grond.",
];
const BULKY: [&str; 9] = [
    "Er staat een bank op de stoep.",
    "Twee matrassen tegen de muur.",
    "Een kast in delen naast de container.",
    "Oude koelkast bij de garages.",
    "Stapel planken en een tafel.",
    "Een tapijt en een paar stoelen.",
    "Bedbodem en losse latten.",
    "Een wasmachine, je kunt er met de kinderwagen niet langs.",
    "Bankstel, het staat er al sinds zaterdag.",
];
const BROKEN: [&str; 8] = [
    "De lamp knippert de hele nacht.",
    "Een plank van de bank is los.",
    "Het paaltje is omgereden.",
    "Het bord hangt scheef.",
    "De schommel maakt een raar geluid en zit los.",
    "Het hek is kapot, er steekt ijzer uit.",
    "Stoeptegel ligt los, mijn moeder viel bijna.",
    "De straatlamp doet het niet.",
];
const OTHER: [&str; 7] = [
    "Er staat een fiets zonder wielen, al weken.",
    "Verf op de muur van de flat.",
    "Een dode vogel op het pad.",
    "De boom hangt over het fietspad.",
    "Veel bladeren, het is glad.",
    "Hondenpoep bij de speelplek.",
    "Er loopt water uit de put.",
];
const MORE: [&str; 8] = [
    "Het ligt er al een paar dagen.",
    "Kunnen jullie dit opruimen?",
    "Graag snel, er spelen hier kinderen.",
    "Dit is niet de eerste keer.",
    "Vanmorgen lag het er nog niet.",
    "Alvast bedankt!",
    "De buren hebben er ook last van.",
    "Met de rolstoel kom je er niet langs.",
];
const PLACES: [&str; 14] = [
    "Bij de speeltuin",
    "Naast de flat",
    "Op de hoek",
    "Tegenover de school",
    "Achter de garages",
    "Langs het fietspad",
    "Bij de bushalte",
    "Onder de brug",
    "Bij de ingang van het park",
    "Op het grasveld",
    "Bij de ondergrondse container",
    "Aan het eind van de straat",
    "Naast de trap",
    "Bij het bankje",
];
const AT_SPOT: [&str; 8] = [
    "bij de glasbak",
    "naast de container",
    "bij de speelplek",
    "aan de kant van het water",
    "bij de parkeerplaats",
    "bij de ingang",
    "op het pleintje",
    "voor de winkels",
];
const DONE: [&str; 7] = [
    "Alles is weg.",
    "Opgeruimd.",
    "Ook de rommel ernaast meegenomen.",
    "Weg. We kijken hier volgende week nog een keer.",
    "Schoon, bedankt voor je melding.",
    "De bak is geleegd en de plek geveegd.",
    "Klaar.",
];
const MENDED: [&str; 4] =
    ["Het is gemaakt.", "Vervangen door een nieuwe.", "Weer vast gezet.", "Klaar."];
const REFUSED: [&str; 4] = [
    "We zijn er twee keer langs geweest.",
    "We hebben goed gezocht.",
    "Rondom is het schoon.",
    "Een bewoner zei het ook.",
];

/// A resident's words about a category; may be empty.
pub(super) fn description(category: &str, rng: &mut impl Rng) -> String {
    if rng.random_bool(WITHOUT_WORDS_SHARE) {
        return String::new();
    }
    let first = match category {
        "litter" => pick(&LITTER, rng),
        "waste_beside_container" => pick(&BESIDE, rng),
        "bin_full" => pick(&FULL, rng),
        "bulky_waste" => pick(&BULKY, rng),
        "street_furniture_broken" => pick(&BROKEN, rng),
        _ => pick(&OTHER, rng),
    };
    if rng.random_bool(MORE_SHARE) {
        return format!("{first} {}", pick(&MORE, rng));
    }
    first.to_owned()
}

/// A resident's words about the place; may be empty.
pub(super) fn place(spot: Option<&Spot>, rng: &mut impl Rng) -> String {
    match spot {
        None if rng.random_bool(PLACE_SHARE) => pick(&PLACES, rng).to_owned(),
        None => String::new(),
        Some(Spot { name, is_street, .. }) => match rng.random_range(0..3) {
            0 => (*name).to_owned(),
            1 if *is_street => format!("{name} {}", rng.random_range(1..HOUSES_MAX)),
            _ => format!("{name}, {}", pick(&AT_SPOT, rng)),
        },
    }
}

/// A crew's words when it is done; mostly none.
pub(super) fn done(category: &str, rng: &mut impl Rng) -> &'static str {
    match (rng.random_bool(NOTE_SHARE), category) {
        (false, _) => "",
        (true, "street_furniture_broken") => pick(&MENDED, rng),
        (true, _) => pick(&DONE, rng),
    }
}

/// A crew's words when it did not do it; mostly none.
pub(super) fn refused(rng: &mut impl Rng) -> &'static str {
    if rng.random_bool(NOTE_SHARE) { pick(&REFUSED, rng) } else { "" }
}

/// One of them.
pub(super) fn pick<'a>(from: &[&'a str], rng: &mut impl Rng) -> &'a str {
    from[rng.random_range(0..from.len())]
}
