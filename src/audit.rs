//! `certdesk audit`: the journal's chains worked out again, and the whole journal given out for an auditor. Reads; never writes.

use crate::config::Config;
use crate::domain::office::CHAIN;
use crate::domain::order_number::OrderNumber;
use crate::store::{Broken, Db, Tx};
use std::io::Write;
use std::path::Path;

/// What was found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Checked {
    pub orders: u64,
    /// The first broken entry of each broken chain, under its order's number or the desk's own name.
    pub broken: Vec<(String, Broken)>,
}

/// Works every chain out again.
pub async fn check(db: &Db) -> anyhow::Result<Checked> {
    let mut tx = db.look().await?;
    let mut checked = Checked::default();
    let mut after = String::new();
    loop {
        let numbers = numbers_after(&mut tx, &mut after).await?;
        if numbers.is_empty() {
            break;
        }
        for number in numbers {
            checked.orders += 1;
            checked.broken.extend(tx.verify_journal(&number).await?.map(|broken| (number.to_string(), broken)));
        }
    }
    checked.broken.extend(tx.verify_office().await?.map(|broken| (CHAIN.to_owned(), broken)));
    Ok(checked)
}

/// The next orders after the last one that was given.
async fn numbers_after(tx: &mut Tx, after: &mut String) -> anyhow::Result<Vec<OrderNumber>> {
    let numbers = tx.order_numbers_after(after).await?;
    if let Some(last) = numbers.last() {
        after.clone_from(last);
    }
    numbers.into_iter().map(|number| OrderNumber::try_from(number).map_err(anyhow::Error::msg)).collect()
}

/// `audit verify`: names the first entry of each chain that does not fit; an error where there is one.
pub async fn verify(config: &Path) -> anyhow::Result<()> {
    let config = Config::load(config)?;
    let checked = check(&Db::open(&config.database.url).await?).await?;
    for (chain, broken) in &checked.broken {
        println!("{chain}: entry {} does not fit the chain ({:?})", broken.place, broken.fault);
    }
    println!("{} orders, {} broken chains", checked.orders, checked.broken.len());
    if checked.broken.is_empty() { Ok(()) } else { anyhow::bail!("the journal was changed: see above") }
}

/// `audit export`: every entry as a line of JSON with its place and its link, so that an auditor can work the chains out alone.
pub async fn export(config: &Path) -> anyhow::Result<()> {
    let config = Config::load(config)?;
    let db = Db::open(&config.database.url).await?;
    let count = write(&db, &mut std::io::stdout().lock()).await?;
    eprintln!("{count} entries");
    Ok(())
}

/// Writes every entry, chain by chain, oldest first; how many there were.
pub async fn write(db: &Db, out: &mut impl Write) -> anyhow::Result<u64> {
    let mut tx = db.look().await?;
    let (mut after, mut count) = (String::new(), 0);
    loop {
        let numbers = numbers_after(&mut tx, &mut after).await?;
        if numbers.is_empty() {
            break;
        }
        for number in numbers {
            for entry in tx.journal_rows(&number).await? {
                writeln!(out, "{}", entry.line(number.as_str())?)?;
                count += 1;
            }
        }
    }
    let mut place = 0;
    loop {
        let entries = tx.office_rows(place).await?;
        let Some(last) = entries.last() else { break };
        place = last.place;
        for entry in &entries {
            writeln!(out, "{}", entry.line(CHAIN)?)?;
            count += 1;
        }
    }
    Ok(count)
}
