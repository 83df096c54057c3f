//! Traditional characters as simplified ones, so that copies from mirrors are read like any other report.
//!
//! Only characters of such reports, and only those with one simplified form. The one surprise: each takes as many
//! bytes as its counterpart, so that every place stays where it is.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

/// Each with its simplified form behind it.
const PAIRS: &str = "\
    來来 係系 個个 備备 傳传 債债 傷伤 傾倾 價价 儀仪 億亿 償偿 優优 儲储 兒儿 內内 兩两 冊册 凈净 別别 則则 剛刚 創创 劃划 \
    劇剧 劉刘 劑剂 勁劲 動动 務务 勝胜 勞劳 勢势 勵励 匯汇 區区 協协 卻却 參参 叢丛 吳吴 員员 問问 啟启 喚唤 喪丧 單单 嚴严 \
    國国 圍围 園园 圓圆 圖图 團团 執执 場场 塊块 塵尘 墊垫 墻墙 壓压 壞坏 壩坝 壯壮 夠够 夢梦 夾夹 奪夺 奮奋 婦妇 媽妈 嬰婴 \
    孫孙 學学 實实 寧宁 審审 寫写 寬宽 寶宝 將将 專专 尋寻 對对 導导 屆届 層层 屬属 岡冈 島岛 峽峡 崗岗 帶带 幣币 幫帮 幹干 \
    幾几 庫库 廁厕 廈厦 廣广 廳厅 張张 強强 彈弹 彙汇 後后 徑径 從从 復复 徵征 徹彻 慣惯 慶庆 憂忧 應应 戰战 戲戏 戶户 撥拨 \
    擇择 擔担 據据 擠挤 擬拟 擴扩 擺摆 攔拦 敗败 敵敌 數数 斷断 於于 時时 晉晋 暫暂 書书 會会 東东 條条 棄弃 棟栋 業业 構构 \
    樓楼 標标 樞枢 樣样 樹树 橋桥 機机 檔档 檢检 欄栏 權权 歡欢 歲岁 歷历 歸归 殘残 殺杀 氣气 決决 沒没 沖冲 況况 淨净 淺浅 \
    減减 測测 渾浑 湯汤 準准 溝沟 滅灭 滿满 漁渔 漢汉 漲涨 漸渐 潔洁 潛潜 澤泽 濕湿 濟济 灣湾 災灾 為为 無无 煙烟 熱热 營营 \
    爭争 爲为 牆墙 狀状 獎奖 獨独 獲获 現现 環环 產产 畝亩 畫画 異异 當当 療疗 發发 盡尽 監监 盤盘 眾众 確确 碼码 礦矿 禮礼 \
    稅税 種种 稱称 穀谷 積积 穩稳 窮穷 競竞 筆笔 節节 築筑 簡简 簽签 籃篮 籌筹 糧粮 糾纠 紀纪 約约 紅红 納纳 純纯 紙纸 級级 \
    紛纷 細细 終终 組组 結结 絕绝 絡络 給给 統统 經经 維维 網网 緊紧 線线 緣缘 編编 緩缓 練练 縣县 縫缝 縮缩 縱纵 總总 績绩 \
    織织 繪绘 繫系 繳缴 繼继 續续 罰罚 羅罗 義义 習习 聖圣 聞闻 聯联 聲声 職职 聽听 腦脑 腳脚 腸肠 膚肤 膽胆 臨临 與与 興兴 \
    舉举 舊旧 艙舱 艱艰 萬万 藝艺 藥药 蘇苏 處处 號号 蟲虫 蠶蚕 術术 衛卫 衝冲 補补 裝装 製制 襲袭 規规 視视 覺觉 覽览 觀观 \
    訂订 計计 討讨 訓训 託托 記记 訪访 設设 評评 詞词 詢询 試试 該该 詳详 認认 語语 誠诚 誤误 說说 誰谁 課课 調调 談谈 請请 \
    論论 諮咨 謀谋 講讲 謝谢 謹谨 證证 識识 譯译 議议 護护 譽誉 讀读 變变 讓让 豐丰 負负 財财 貢贡 貧贫 貨货 販贩 貫贯 責责 \
    貴贵 買买 貸贷 費费 貿贸 賀贺 賃赁 資资 賓宾 賞赏 賠赔 質质 賬账 賴赖 購购 贈赠 贊赞 贏赢 趙赵 趨趋 跡迹 蹤踪 躍跃 車车 \
    軌轨 軍军 軟软 軸轴 較较 載载 輔辅 輕轻 輛辆 輝辉 輪轮 輸输 轄辖 轉转 辦办 辭辞 農农 這这 進进 運运 過过 達达 遞递 遠远 \
    適适 遲迟 遷迁 選选 遺遗 還还 邊边 鄉乡 鄭郑 鄰邻 醫医 醬酱 釀酿 釋释 針针 銀银 銷销 鋪铺 鋼钢 錄录 錢钱 錯错 鍋锅 鍵键 \
    鎖锁 鎮镇 鏡镜 鐘钟 鐵铁 鑒鉴 長长 門门 閉闭 開开 間间 閱阅 闆板 闊阔 關关 陣阵 陰阴 陳陈 陸陆 陽阳 隊队 階阶 際际 隨随 \
    險险 隱隐 雖虽 雙双 雜杂 雞鸡 離离 難难 電电 霧雾 靈灵 靜静 響响 頁页 頂顶 項项 順顺 須须 預预 頒颁 頓顿 領领 頭头 頻频 \
    顆颗 題题 額额 顏颜 願愿 類类 顧顾 顯显 風风 飛飞 飯饭 飲饮 養养 餘余 館馆 駐驻 駕驾 騎骑 驗验 驚惊 驛驿 體体 鬥斗 鬧闹 \
    魚鱼 鮮鲜 鹽盐 麗丽 麥麦 點点 黨党 齊齐 齒齿 齡龄 龍龙";

static SIMPLE: LazyLock<HashMap<char, char>> = LazyLock::new(|| {
    let pair = |p: &str| p.chars().next().zip(p.chars().nth(1));
    PAIRS.split(' ').filter_map(pair).collect()
});

/// Whether a text is written in traditional characters: two at least of the commonest stand in it.
pub(super) fn is_traditional(text: &str) -> bool {
    ["預", "財", "費", "總", "務", "萬"].iter().filter(|c| text.contains(*c)).count() >= 2
}

/// The simplified form of each character, where it has one.
pub(super) fn simple(text: &str) -> impl Iterator<Item = char> {
    text.chars().map(|c| SIMPLE.get(&c).copied().unwrap_or(c))
}

/// How mirrors print a character that they do not know: 經(jīng). The brackets with the sound in them.
pub(super) fn readings(text: &str) -> impl Iterator<Item = Range<usize>> {
    const LONG: usize = 6;
    let letter = |c: char| c.is_alphabetic() && !('\u{2e80}'..).contains(&c);
    text.match_indices('(').filter_map(move |(at, _)| {
        let inside = text.get(at + 1..)?;
        let close = inside.find(|c| !letter(c))?;
        let sound = (1..=LONG).contains(&inside[..close].chars().count()) && inside[close..].starts_with(')');
        sound.then_some(at..at + close + 2)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_are_of_one_length_and_lead_nowhere_else() {
        assert!(SIMPLE.iter().all(|(a, b)| a.len_utf8() == b.len_utf8() && !SIMPLE.contains_key(b)));
        assert_eq!(readings("業(yè)務(wù)(1)").collect::<Vec<_>>(), [3..8, 11..16]);
        assert_eq!(simple("預算萬元").collect::<String>(), "预算万元");
        assert!(is_traditional("2022年財政撥款預算") && !is_traditional("2022年财政拨款预算"));
    }
}
