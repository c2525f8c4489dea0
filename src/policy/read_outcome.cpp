// SPDX-License-Identifier: GPL-3.0-or-later
#include "policy/reading.hpp"
#include <algorithm>
#include <fmt/format.h>

namespace policy {

using base::TomlTable;
using base::words;

namespace {

void read_retake(TomlTable &root, Profile &profile) {
    auto table = root.table("retake");
    if (!table) {
        root.note("retake", "missing", words("缺少 [retake]", "[retake] is missing"));
        return;
    }
    profile.retakes.allowed = choice<Retake>(*table, "allowed");
    profile.retakes.after_confirmation = choice_or(*table, "after_confirmation", Supersede::with_reason);
    if (profile.retakes.allowed == Retake::once) {
        needs_rule(*table, "allowed", profile, "retake");
    }
    if (profile.retakes.after_confirmation == Supersede::never) {
        needs_rule(*table, "after_confirmation", profile, "supersede");
    }
    table->finish();
}

void read_confirm(TomlTable &root, Profile &profile) {
    auto table = root.table("confirm");
    if (!table) {
        return;
    }
    profile.confirm.on_spot = table->flag_or("on_spot", false);
    profile.confirm.how = choice_or(*table, "how", ConfirmHow::either);
    if (profile.confirm.on_spot) {
        needs_rule(*table, "on_spot", profile, "confirm");
    }
    table->finish();
}

void note_if_backwards(TomlTable &table, std::string_view key, std::string const &from,
                       std::string const &to) {
    if (!from.empty() && !to.empty() && from > to) {
        table.note(key, "order", words("{} 早于开始的 {}", "{} is before the begin {}", to, from));
    }
}

void read_proof(TomlTable &root, Profile &profile) {
    auto table = root.table("proof");
    if (!table) {
        return;
    }
    auto &proof = profile.proof;
    proof.gate = choice_or(*table, "gate", ProofGate::unsaid);
    proof.from = date_or_none(*table, "from");
    proof.to = date_or_none(*table, "to");
    note_if_backwards(*table, "to", proof.from, proof.to);
    proof.days_after_reminder = table->whole_or("days_after_reminder", 0, 0, 365);
    proof.report_by = date_or_none(*table, "report_by");
    std::set<std::string> seen;
    for (auto &category : table->tables("category")) {
        proof.categories.push_back({once(category, "code", seen), both(category), row(category, profile)});
        category.finish();
    }
    for (auto const &[said, key, topic] :
         {std::tuple{proof.gate != ProofGate::unsaid, "gate", "proof-gate"},
          std::tuple{!proof.to.empty(), "to", "proof-window"},
          std::tuple{proof.days_after_reminder > 0, "days_after_reminder", "proof-window"},
          std::tuple{!proof.report_by.empty(), "report_by", "proof-report"}}) {
        if (said) {
            needs_rule(*table, key, profile, topic);
        }
    }
    table->finish();
}

/// What stands in braces and is none of reference_tokens.
std::vector<std::string> unknown_tokens(std::string_view text) {
    std::vector<std::string> unknown;
    for (auto from = text.find('{'); from != std::string_view::npos; from = text.find('{', from + 1)) {
        auto const to = text.find('}', from);
        auto const token = text.substr(from, to == std::string_view::npos ? to : to - from + 1);
        if (std::ranges::find(reference_tokens, token) == reference_tokens.end()) {
            unknown.emplace_back(token);
        }
    }
    return unknown;
}

void read_paper(TomlTable &root, Profile &profile) {
    auto table = root.table("paper");
    if (!table) {
        root.note("paper", "missing", words("缺少 [paper]", "[paper] is missing"));
        return;
    }
    auto &paper = profile.paper;
    paper.route = choice<PaperRoute>(*table, "route");
    paper.layout = table->text_or("layout", {});
    paper.reference = table->text_or("reference", "{school}-ZP·{year}-Y-{box}-{item}");
    paper.uses = texts(*table, "uses");
    paper.whole = table->flag_or("whole", false);
    paper.leftovers = choice_or(*table, "leftovers", Leftovers::unsaid);
    if (paper.route != PaperRoute::none && paper.layout.empty()) {
        table->note("layout", "missing",
                    words("有纸质照片时要写明 layout", "where there is paper, layout is needed"));
    }
    if (paper.reference.find("{item}") == std::string::npos) {
        table->note(
            "reference", "reference",
            words("档号里要有 {{item}}，否则会重复", "the reference needs {{item}}, else it repeats"));
    }
    for (auto const &token : unknown_tokens(paper.reference)) {
        table->note("reference", "reference",
                    words("档号模板里没有 {} 这个代号，能用的是 {}",
                          "{} means nothing in a reference; there are {}", token,
                          fmt::join(reference_tokens, " ")));
    }
    paper.retention = table->text_or("retention", "Y");
    if (paper.retention != "Y" && paper.retention != "D30" && paper.retention != "D10") {
        table->note("retention", "retention",
                    words("保管期限是 Y（永久）、D30 或 D10，不是“{}”",
                          "retention is Y, D30 or D10, not '{}'", paper.retention));
    }
    for (auto const &[said, key, topic] :
         {std::tuple{paper.route != PaperRoute::unsaid, "route", "paper"},
          std::tuple{!paper.uses.empty(), "uses", "paper-uses"},
          std::tuple{paper.whole, "whole", "paper-whole"},
          std::tuple{paper.leftovers != Leftovers::unsaid, "leftovers", "leftovers"}}) {
        if (said) {
            needs_rule(*table, key, profile, topic);
        }
    }
    table->finish();
}

void read_deadlines(TomlTable &root, Profile &profile) {
    std::set<std::string> seen;
    for (auto &table : root.tables("deadline")) {
        Deadline deadline;
        deadline.key = once(table, "key", seen);
        deadline.row = row(table, profile);
        deadline.text = both(table);
        deadline.from = date_or_none(table, "from");
        deadline.at = date_or_none(table, "at");
        note_if_backwards(table, "at", deadline.from, deadline.at);
        deadline.after_days = table.whole_or("after_days", 0, 0, 3650);
        if (table.has("at") == table.has("after_days")) {
            table.note(table.has("at") ? "after_days" : "at", "deadline",
                       words("期限或者是日期 at，或者是天数 after_days，只能写一个",
                             "a deadline is a date, at, or a number of days, after_days: one of them"));
        }
        deadline.after = table.has("after_days") ? choice<After>(table, "after") : After::capture;
        table.finish();
        profile.deadlines.push_back(std::move(deadline));
    }
}

} // namespace

void read_outcome(TomlTable &root, Profile &profile) {
    read_retake(root, profile);
    read_confirm(root, profile);
    read_proof(root, profile);
    read_paper(root, profile);
}

void read_deadlines_and_contacts(TomlTable &root, Profile &profile) {
    read_deadlines(root, profile);
    for (auto &table : root.tables("contact")) {
        profile.contacts.push_back({row(table, profile), table.text_or("population", {}),
                                    table.text_or("topic", {}), table.text_or("name", {}),
                                    table.text_or("phone", {}), table.text_or("office", {})});
        auto const &contact = profile.contacts.back();
        if (contact.name.empty() && contact.phone.empty() && contact.office.empty()) {
            table.note("name", "missing",
                       words("联系人要有姓名、电话或办公室", "a contact needs a name, a phone or an office"));
        }
        table.finish();
    }
    for (auto &table : root.tables("attachment")) {
        profile.attachments.push_back(
            {row(table, profile), table.text("title"), table.flag_or("present", false)});
        table.finish();
    }
}

} // namespace policy
