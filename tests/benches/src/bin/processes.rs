//! Runs programs in turn, and prints the time and the peak memory of each:
//! `processes ROUNDS LABEL PROGRAM ARGUMENTS… -- LABEL PROGRAM ARGUMENTS… --`. In the arguments, `{round}` is the number
//! of the round, from 1.

use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
use wait4::Wait4;

struct Program {
    label: String,
    command: Vec<String>,
    wall: Duration,
    processor: Duration,
    memory: u64,
    failed: bool,
}

impl Program {
    fn run(&mut self, round: usize) {
        let Some((program, arguments)) = self.command.split_first() else { return };
        let begun = Instant::now();
        let mut child = Command::new(program)
            .args(arguments.iter().map(|argument| argument.replace("{round}", &round.to_string())))
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap_or_else(|error| panic!("{program} cannot be started: {error}"));
        let used = child.wait4().unwrap();
        self.wall = begun.elapsed().min(self.wall);
        self.processor = (used.rusage.utime + used.rusage.stime).min(self.processor);
        self.memory = used.rusage.maxrss.max(self.memory);
        self.failed |= !used.status.success();
    }
}

fn main() {
    let mut arguments = std::env::args().skip(1);
    let rounds: usize = arguments.next().and_then(|rounds| rounds.parse().ok()).expect("how many rounds");
    let arguments: Vec<String> = arguments.collect();
    let mut programs: Vec<Program> = arguments
        .split(|argument| argument == "--")
        .filter_map(|words| {
            let (label, command) = words.split_first()?;
            Some(Program {
                label: label.clone(),
                command: command.to_vec(),
                wall: Duration::MAX,
                processor: Duration::MAX,
                memory: 0,
                failed: false,
            })
        })
        .collect();
    for round in 1..=rounds {
        programs.iter_mut().for_each(|program| program.run(round));
    }
    for Program { label, wall, processor, memory, failed, .. } in programs {
        if failed {
            println!("| {label} | fails | | |");
            continue;
        }
        let (wall, processor) = (wall.as_secs_f64(), processor.as_secs_f64());
        println!("| {label} | {wall:.2} s | {processor:.2} s | {} MiB |", memory / 1024 / 1024);
    }
}
