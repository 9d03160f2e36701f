//! Lists the files in `texts`, so that a language is added by adding its file.

use std::{env, fs, path::Path};

fn main() {
    println!("cargo::rerun-if-changed=texts");
    let root = env::var("CARGO_MANIFEST_DIR").expect("cargo sets it");
    let out = env::var("OUT_DIR").expect("cargo sets it");
    let files = fs::read_dir(Path::new(&root).join("texts")).expect("web/texts is there");
    let mut entries: Vec<String> = files
        .map(|file| file.expect("web/texts can be read").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "ftl"))
        .map(|path| {
            let tag = path.file_stem().expect("it has an extension").to_string_lossy().into_owned();
            let path = path.to_str().expect("the folder's name is UTF-8");
            format!("({tag:?}, include_str!({path:?})),")
        })
        .collect();
    entries.sort();
    let list = format!("&[\n{}\n]", entries.join("\n"));
    fs::write(Path::new(&out).join("texts.rs"), list).expect("cargo's folder can be written");
}
