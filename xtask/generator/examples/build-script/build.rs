//! Generates the client into the build's output folder.

use openapi_to_crate::Generator;
use std::path::PathBuf;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    println!("cargo::rerun-if-changed=openapi.yaml");
    let tree = Generator::new("openapi.yaml").generate()?;
    for note in tree.notes() {
        println!("cargo::warning={note}");
    }
    let out = PathBuf::from(std::env::var("OUT_DIR")?);
    tree.sources()?.write(out.join("client"))?;
    Ok(())
}
