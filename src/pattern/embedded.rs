//! The files of patterns/, compiled in.

use super::File;

const FILES: &[(&str, &str)] = &[
    ("units.toml", include_str!("../../patterns/units.toml")),
    ("stretches.toml", include_str!("../../patterns/stretches.toml")),
    ("labels.toml", include_str!("../../patterns/labels.toml")),
    ("partitions.toml", include_str!("../../patterns/partitions.toml")),
    ("formulas/budget.toml", include_str!("../../patterns/formulas/budget.toml")),
    ("formulas/output.toml", include_str!("../../patterns/formulas/output.toml")),
    ("formulas/spending.toml", include_str!("../../patterns/formulas/spending.toml")),
    ("naming.toml", include_str!("../../patterns/naming.toml")),
    ("profiles/central.toml", include_str!("../../patterns/profiles/central.toml")),
    ("profiles/hebei.toml", include_str!("../../patterns/profiles/hebei.toml")),
    ("profiles/hubei.toml", include_str!("../../patterns/profiles/hubei.toml")),
    ("profiles/hunan.toml", include_str!("../../patterns/profiles/hunan.toml")),
    ("profiles/sichuan.toml", include_str!("../../patterns/profiles/sichuan.toml")),
    ("profiles/threshold.toml", include_str!("../../patterns/profiles/threshold.toml")),
    ("wording/confusables.toml", include_str!("../../patterns/wording/confusables.toml")),
    ("wording/doubled.toml", include_str!("../../patterns/wording/doubled.toml")),
    ("wording/frames.toml", include_str!("../../patterns/wording/frames.toml")),
    ("wording/lists.toml", include_str!("../../patterns/wording/lists.toml")),
    ("wording/residue.toml", include_str!("../../patterns/wording/residue.toml")),
    ("wording/terms.toml", include_str!("../../patterns/wording/terms.toml")),
];

/// All of them; the first profile is the default one.
pub(super) fn files() -> Vec<File> {
    let file = |(name, text): &(&str, &str)| File {
        name: (*name).to_owned(),
        shown: (*name).to_owned(),
        text: (*text).to_owned(),
        own: false,
    };
    FILES.iter().map(file).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    #[test]
    fn no_file_of_the_folder_is_left_out() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("patterns");
        for folder in ["", "formulas/", "profiles/", "wording/"] {
            for entry in std::fs::read_dir(root.join(folder)).unwrap() {
                let name = format!("{folder}{}", entry.unwrap().file_name().to_string_lossy());
                let listed = FILES.iter().any(|f| f.0 == name);
                assert!(listed || !name.ends_with(".toml"), "{name} is not embedded");
            }
        }
    }
}
