use super::*;
use proptest::prelude::*;
use quick_xml::Reader;
use quick_xml::events::Event;

/// The tokens as words; the end tells whether the text was XML to its end.
fn own(text: &str) -> Vec<String> {
    let mut tokens = Tokens::new(text);
    let mut all = Vec::new();
    loop {
        let start = tokens.at();
        let token = tokens.next();
        let range = start..tokens.at();
        match token {
            Token::Start(s) => {
                let kind = if tokens.empty { "empty" } else { "start" };
                let attributes: Vec<_> = attributes(s.attributes).collect();
                all.push(format!("{kind} {} {attributes:?} {range:?}", s.name));
            }
            Token::End(name) => all.push(format!("end {name} {range:?}")),
            Token::Text(t) => all.push(format!("text {t} {range:?}")),
            Token::Cdata(t) => all.push(format!("cdata {t} {range:?}")),
            Token::Reference(r) => all.push(format!("reference {r} {range:?}")),
            Token::Other => all.push(format!("other {range:?}")),
            Token::Doctype => return all,
            Token::Eof => {
                all.push("eof".into());
                return all;
            }
            Token::Malformed => {
                all.push("malformed".into());
                return all;
            }
        }
    }
}

/// What quick-xml makes of it.
fn other(text: &str) -> Vec<String> {
    let mut reader = Reader::from_str(text);
    reader.config_mut().check_end_names = false;
    reader.config_mut().allow_unmatched_ends = true;
    let mut all = Vec::new();
    let utf8 = |b: &[u8]| String::from_utf8_lossy(b).into_owned();
    let start = |kind: &str, s: &quick_xml::events::BytesStart<'_>, range: &std::ops::Range<usize>| {
        let mut each = s.attributes();
        let each = each.with_checks(false).map_while(Result::ok);
        let list: Vec<(String, String)> = each.map(|a| (utf8(a.key.as_ref()), utf8(&a.value))).collect();
        format!("{kind} {} {list:?} {range:?}", utf8(s.name().as_ref()))
    };
    loop {
        let from = reader.buffer_position() as usize;
        let event = reader.read_event();
        let range = from..reader.buffer_position() as usize;
        let slice = |head: usize, tail: usize| text[range.start + head..range.end - tail].to_owned();
        all.push(match event {
            Ok(Event::Start(s)) => start("start", &s, &range),
            Ok(Event::Empty(s)) => start("empty", &s, &range),
            Ok(Event::End(e)) => format!("end {} {range:?}", utf8(e.name().as_ref())),
            Ok(Event::Text(_)) => format!("text {} {range:?}", slice(0, 0)),
            Ok(Event::CData(_)) => format!("cdata {} {range:?}", slice(9, 3)),
            Ok(Event::GeneralRef(_)) => format!("reference {} {range:?}", slice(1, 1)),
            Ok(Event::Comment(_) | Event::Decl(_) | Event::PI(_)) => format!("other {range:?}"),
            Ok(Event::DocType(_)) => return all,
            Ok(Event::Eof) => {
                all.push("eof".into());
                return all;
            }
            Err(_) => {
                all.push("malformed".into());
                return all;
            }
        });
    }
}

#[test]
fn quotes_hide_what_would_end_a_tag() {
    let text = "<a x='1>2' y=\">'>\" z = '\"'/><b\n/><c  d='&lt;'>&#x4E2D;<![CDATA[]]x]]></c ><!-- <d> -->";
    assert_eq!(own(text), other(text));
    assert_eq!(own(text).len(), 8);
}

#[test]
fn what_does_not_end_is_malformed() {
    for text in ["<a", "<a b='", "</a", "<!-- x --", "<![CDATA[x]]", "<?x", "&amp", "<>", "< a>", "<!x>"] {
        assert_eq!(own(text).last().map(String::as_str), Some("malformed"), "{text}");
    }
}

#[test]
fn references() {
    assert_eq!(unescape("a&amp;&#20013;b&#x4E2D;").as_deref(), Some("a&中b中"));
    assert_eq!(unescape("&nbsp;"), None);
    assert_eq!(unescape("&lt"), None);
    for (reference, c) in
        [("apos", Some('\'')), ("#0", None), ("#xD800", None), ("#x1F600", Some('😀')), ("", None)]
    {
        assert_eq!(character(reference), c, "{reference}");
    }
}

#[test]
fn a_jump_ends_behind_the_end_tag() {
    let mut tokens = Tokens::new("<s><p/></sx><t></s ><q/>");
    assert!(matches!(tokens.next(), Token::Start(_)));
    tokens.jump("s").unwrap();
    assert!(matches!(tokens.next(), Token::Start(StartTag { name: "q", .. })));
    assert_eq!(tokens.jump("s"), None);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    /// Both tokenizers agree on whatever one could write; only quick-xml may find more fault.
    #[test]
    fn two_tokenizers_agree(
        pieces in prop::collection::vec(prop::sample::select(vec![
            "<w:p>", "</w:p>", "<w:t a='1' b=\"2\">", "</w:t >", "<w:br/>", "甲12.5", " ", "&amp;", "&#65;", "<!-- - -->",
            "<![CDATA[a]>b]]>", "<x y='>'/>", "<x y=\"'\" z='\"'>", "<?p i?>", "\n", "<w:tab />", "]]", ">",
        ]), 0..20),
    ) {
        let text: String = pieces.concat();
        let (own, other) = (own(&text), other(&text));
        if other.last().is_some_and(|l| l == "eof") {
            prop_assert_eq!(own, other);
        }
    }
}
