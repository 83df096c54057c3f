//! What the TOML reader refuses, said in Chinese with what to do.

/// A message of the TOML reader for people who write pattern files.
pub(super) fn chinese(message: &str) -> String {
    let quoted: Vec<&str> = message.split('`').skip(1).step_by(2).collect();
    if message.starts_with("unknown field") {
        let (key, known) = quoted.split_first().map_or(("", &[][..]), |(k, rest)| (*k, rest));
        let known =
            if known.is_empty() { String::new() } else { format!("，这里可用：{}", known.join("、")) };
        return format!("不认识的键 “{key}”{known}；请改正或删去");
    }
    if message.starts_with("missing field") {
        return format!("缺少 “{}”，请补上", quoted.first().unwrap_or(&""));
    }
    if message.starts_with("unknown variant") {
        let (value, known) = quoted.split_first().map_or(("", &[][..]), |(k, rest)| (*k, rest));
        return format!("不能写 “{value}”，可写：{}", known.join("、"));
    }
    if message.starts_with("invalid type") {
        let wanted = message.rsplit("expected ").next().unwrap_or("");
        return format!("值的种类不对，这里应是{}", kind(wanted));
    }
    if message.starts_with("duplicate key") {
        return format!("键 “{}” 写了两次，请删去一个", quoted.first().unwrap_or(&""));
    }
    format!("TOML 写法有误（{}），请检查引号、方括号和等号", message.trim())
}

fn kind(wanted: &str) -> &str {
    match wanted.trim() {
        "a string" => "文字（加引号）",
        "a sequence" => "列表（方括号）",
        "a map" => "一节（[名称]）",
        "a boolean" => "true 或 false",
        w if w.starts_with("usize") || w.starts_with("i32") || w.starts_with("u") => "整数",
        other => other,
    }
}
