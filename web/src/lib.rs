//! The presentation kit: base templates, built assets, texts in every language, words and dates.
//! No policy.
//!
//! A service holds one [`Assets`], makes a [`Page`] for each request and hands it to its askama
//! template, which extends `phone.html` or `desktop.html` from `web/templates`.

pub mod assets;
pub mod dates;
pub mod dead_letters;
pub mod draw;
pub mod drawing;
pub mod field_errors;
pub mod form;
pub mod installable;
pub mod lang;
pub mod markup;
pub mod municipality;
pub mod page;
pub mod problem;
pub mod setup;
pub mod words;

pub use assets::{Assets, static_files};
pub use dead_letters::dead_letter_pages;
pub use draw::{drawn, problem_pages};
pub use field_errors::{FieldError, FieldErrors};
pub use lang::Lang;
pub use markup::Markup;
pub use page::{MenuItem, Page, Signed};
pub use problem::ProblemPage;
pub use setup::SetupNotice;
