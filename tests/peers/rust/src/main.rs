//! Does one task with the client that the first argument names, and prints how it ended as JSON.

mod cloudflare_rs;
mod task;
mod this_crate;

use serde_json::json;
use std::time::Instant;
use task::Task;
use tracing_subscriber::fmt::format::FmtSpan;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let (client, task) = (arguments.next().unwrap_or_default(), arguments.next().unwrap_or_default());
    let task: Task = serde_json::from_str(&task)?;
    if task.logs {
        tracing_subscriber::fmt()
            .with_max_level(tracing_subscriber::filter::LevelFilter::TRACE)
            .with_span_events(FmtSpan::NEW | FmtSpan::CLOSE)
            .with_writer(std::io::stderr)
            .init();
    }
    let start = Instant::now();
    let mut outcome = match client.as_str() {
        "this crate" => this_crate::run(&task),
        "cloudflare-rs" => cloudflare_rs::run(&task),
        other => return Err(format!("there is no client {other:?}").into()),
    };
    outcome["seconds"] = json!(start.elapsed().as_secs_f64());
    println!("{outcome}");
    Ok(())
}
