//! The built-in content keeps its promises, and a bad file of the user's is told what is wrong.

#[path = "content/built_in.rs"]
mod built_in;
#[path = "content/user_files.rs"]
mod user_files;
