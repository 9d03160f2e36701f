//! Generates the event messages from `proto/`, in pure Rust: no `protoc` needed.

fn main() -> Result<(), Box<dyn std::error::Error>> {
    println!("cargo::rerun-if-changed=proto");
    let descriptors = protox::compile(["opgeruimd/v1/events.proto"], ["proto"])?;
    // In the order of their keys, so that the same event is the same bytes.
    prost_build::Config::new().btree_map(["."]).compile_fds(descriptors)?;
    Ok(())
}
