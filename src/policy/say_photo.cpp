// SPDX-License-Identifier: GPL-3.0-or-later
#include "policy/sayings.hpp"

namespace policy {

using base::Words;
using base::words;

void Sayings::look() {
    auto const &look = profile_.look;
    by_topic("glasses", sentence(look.glasses));
    by_topic("make-up", sentence(look.make_up));
    by_topic("expression", sentence(look.expression));
    by_topic("dyed-hair", sentence(look.dyed_hair));
    by_topic("head-cover", sentence(look.head_cover));
    by_topic("ornaments", sentence(look.ornaments));
    if (!look.hair_clear_of.empty()) {
        auto const features = listed(look.hair_clear_of);
        by_topic("hair", {"头发不遮" + features.zh, "no hair over " + features.en});
    }
    if (look.contrast) {
        by_topic("contrast", {"衣着与背景区分明显", "clothes clearly unlike the background"});
    }
    if (!look.banned_colours.empty()) {
        Listed colours;
        for (auto const &name : look.banned_colours) {
            colours.add(colour(name));
        }
        auto const what = sentence(look.banned_colours_on_miss);
        by_topic("banned-colours", {fmt::format("不穿{}衣服（{}）", colours.all().zh, what.zh),
                                    fmt::format("no clothes in {} ({})", colours.all().en, what.en)});
    }
}

void Sayings::ticks() {
    for (auto const &tick : profile_.look.ticks) {
        auto const what = sentence(tick.on_miss);
        by_row(Part::look, tick.row,
               {fmt::format("拍摄前看：{}（{}）", tick.text.zh, what.zh),
                fmt::format("looked at before the shot: {} ({})", tick.text.en, what.en)});
    }
}

void Sayings::photo() {
    auto const &photo = profile_.photo;
    by_topic("spec", words("照片规格 {}", "photo specification {}", photo.spec));
    by_topic("bytes", words("照片文件 {} 到 {} 字节", "photo files of {} to {} bytes", photo.least_bytes,
                            photo.most_bytes));
    if (!photo.background.empty()) {
        by_topic("background", words("背景{}", "background: {}", photo.background));
    }
    if (photo.recency_days > 0) {
        by_topic("recency", words("拍摄不超过 {} 天", "taken within {} days", photo.recency_days));
    }
    if (photo.own_capture_only) {
        by_topic("source", {"不收其他机构拍的照片", "no photo that another institution took"});
    }
    if (!photo.file_name.empty()) {
        by_topic("file-name", words("电子照片命名 {}.{}", "photo files are named {}.{}", photo.file_name,
                                    photo.extension));
    }
    if (photo.disc) {
        by_topic("disc", {"提供照片光盘", "a disc with the photos"});
    }
}

void Sayings::outcome() {
    by_topic("retake", sentence(profile_.retakes.allowed));
    by_topic("supersede", sentence(profile_.retakes.after_confirmation));
    if (profile_.confirm.on_spot) {
        auto const how = sentence(profile_.confirm.how);
        by_topic("confirm", {"当场确认照片：" + how.zh, "the photo is confirmed on the spot, " + how.en});
    }
}

void Sayings::proof() {
    auto const &proof = profile_.proof;
    by_topic("proof-gate", sentence(proof.gate));
    if (!proof.from.empty() && !proof.to.empty()) {
        by_topic("proof-window", words("校对：{} 至 {}", "proofreading from {} to {}", proof.from, proof.to));
    } else if (!proof.to.empty()) {
        by_topic("proof-window", words("校对：{} 前", "proofreading by {}", proof.to));
    }
    if (proof.days_after_reminder > 0) {
        by_topic("proof-window",
                 words("收到校对提醒后 {} 天内完成勘误", "corrections within {} days of the reminder",
                       proof.days_after_reminder));
    }
    for (auto const &category : proof.categories) {
        by_row(Part::proof, category.row,
               {"校对问题：" + category.text.zh, "found wrong: " + category.text.en});
    }
    if (!proof.report_by.empty()) {
        by_topic("proof-report", words("单位汇总报送：{}", "the unit's list is due on {}", proof.report_by));
    }
}

void Sayings::paper() {
    auto const &paper = profile_.paper;
    by_topic("paper", sentence(paper.route));
    if (!paper.layout.empty()) {
        by_topic("layout", words("版式 {}", "layout {}", paper.layout));
        by_topic("leftovers", sentence(paper.leftovers));
        by_row(Part::paper, {}, words("档号 {}", "reference {}", paper.reference));
    }
    if (!paper.uses.empty()) {
        auto const uses = listed(paper.uses);
        by_topic("paper-uses", {"用于" + uses.zh, "used for " + uses.en});
    }
    if (paper.whole) {
        by_topic("paper-whole", {"整版上交，不裁开", "handed in whole, not cut"});
    }
}

void Sayings::deadlines() {
    for (auto const &deadline : profile_.deadlines) {
        Words when;
        if (!deadline.from.empty()) {
            when = words("{} 至 {}", "{} to {}", deadline.from, deadline.at);
        } else if (!deadline.at.empty()) {
            when = words("{}", "{}", deadline.at);
        } else {
            auto const after = sentence(deadline.after);
            when = {fmt::format("{} {} 天内", after.zh, deadline.after_days),
                    fmt::format("within {} days {}", deadline.after_days, after.en)};
        }
        by_row(Part::deadlines, deadline.row,
               {when.zh + "：" + deadline.text.zh, when.en + ": " + deadline.text.en});
    }
}

void Sayings::contacts() {
    for (auto const &contact : profile_.contacts) {
        std::string text;
        for (auto const *part :
             {&contact.population, &contact.topic, &contact.name, &contact.phone, &contact.office}) {
            text += part->empty() || text.empty() ? *part : " " + *part;
        }
        by_row(Part::contacts, contact.row, {text, text});
    }
    for (auto const &attachment : profile_.attachments) {
        by_row(Part::contacts, attachment.row,
               attachment.present
                   ? words("附件：{}", "attachment: {}", attachment.title)
                   : words("附件：{}（通知里没有）", "attachment: {} (not in the notice)", attachment.title));
    }
}

} // namespace policy
