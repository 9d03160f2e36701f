//! What kind of file a photo is, by its first bytes: what its name says proves nothing. Pure.

/// Formats that cameras of phones make.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum PhotoKind {
    Jpeg,
    Png,
    WebP,
    Heif,
}

impl PhotoKind {
    const ALL: [Self; 4] = [Self::Jpeg, Self::Png, Self::WebP, Self::Heif];

    /// Looks at the signature of the format; `None` for what is no photo that we know.
    ///
    /// Sources: JFIF 1.02 and ISO/IEC 10918-1 (`FF D8 FF`); RFC 2083, section 3.1; the `WebP` container
    /// specification (RFC 9649); ISO/IEC 23008-12 (the brands `heic`, `heix`, `mif1`).
    pub fn of(bytes: &[u8]) -> Option<Self> {
        let begins = |start: &[u8]| bytes.starts_with(start);
        if begins(&[0xff, 0xd8, 0xff]) {
            return Some(Self::Jpeg);
        }
        if begins(b"\x89PNG\r\n\x1a\n") {
            return Some(Self::Png);
        }
        let at = |from: usize| bytes.get(from..from + 4).unwrap_or_default();
        if begins(b"RIFF") && at(8) == b"WEBP" {
            return Some(Self::WebP);
        }
        let is_heif =
            at(4) == b"ftyp" && [b"heic", b"heix", b"mif1"].iter().any(|it| at(8) == **it);
        is_heif.then_some(Self::Heif)
    }

    /// The kind with this media type.
    pub fn named(media_type: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.media_type() == media_type)
    }

    /// The media type.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::WebP => "image/webp",
            Self::Heif => "image/heic",
        }
    }

    /// The end of a file's name.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Jpeg => "jpg",
            Self::Png => "png",
            Self::WebP => "webp",
            Self::Heif => "heic",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_photo_is_known_by_what_it_begins_with() {
        assert_eq!(PhotoKind::of(b"\xff\xd8\xff\xe0rest"), Some(PhotoKind::Jpeg));
        assert_eq!(PhotoKind::of(b"\x89PNG\r\n\x1a\nrest"), Some(PhotoKind::Png));
        assert_eq!(PhotoKind::of(b"RIFF\0\0\0\0WEBPVP8 "), Some(PhotoKind::WebP));
        assert_eq!(PhotoKind::of(b"\0\0\0\x18ftypheic\0\0\0\0"), Some(PhotoKind::Heif));
        assert_eq!(PhotoKind::of(b"\0\0\0\x18ftypmif1\0\0\0\0"), Some(PhotoKind::Heif));
    }

    #[test]
    fn a_file_is_named_as_others_name_it() {
        let named = PhotoKind::ALL.map(|kind| (kind.media_type(), kind.extension()));
        let expected = [
            ("image/jpeg", "jpg"),
            ("image/png", "png"),
            ("image/webp", "webp"),
            ("image/heic", "heic"),
        ];
        assert_eq!(named, expected);
        assert_eq!(PhotoKind::named("image/webp"), Some(PhotoKind::WebP));
        assert_eq!(PhotoKind::named("../../x"), None);
    }

    #[test]
    fn what_is_no_photo_or_only_the_start_of_one_is_none() {
        for bytes in
            [&b""[..], b"\xff\xd8", b"RIFF\0\0\0\0WAVE", b"\0\0\0\x18ftypmp42", b"<svg", b"RIFF"]
        {
            assert_eq!(PhotoKind::of(bytes), None, "{bytes:?}");
        }
    }
}
