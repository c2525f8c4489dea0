// SPDX-License-Identifier: GPL-3.0-or-later
#include "policy/profile.hpp"
#include "base/toml.hpp"
#include <algorithm>
#include <set>

namespace policy {

namespace {

using base::TomlTable;
using base::words;

void read_photo(TomlTable &root, Profile &profile) {
    auto table = root.table("photo");
    if (!table) {
        root.note("photo", "missing", words("缺少 [photo]", "[photo] is missing"));
        return;
    }
    profile.spec = table->text("spec");
    profile.least_bytes = static_cast<std::size_t>(table->whole("least_bytes", 1'000, 10'000'000));
    profile.most_bytes = static_cast<std::size_t>(table->whole("most_bytes", 1'000, 10'000'000));
    profile.background = table->text_or("background", "");
    if (profile.least_bytes > profile.most_bytes) {
        table->note("most_bytes", "range",
                    words("most_bytes 小于 least_bytes", "most_bytes is under least_bytes"));
    }
    table->finish();
}

void read_look(TomlTable &root, Profile &profile) {
    auto table = root.table("look");
    if (!table) {
        return;
    }
    profile.glasses =
        static_cast<Glasses>(table->choice_or("glasses", 3, {"keep", "remove", "optional", "unsaid"}));
    profile.make_up = static_cast<MakeUp>(table->choice_or(
        "make_up", 4, {"discouraged", "refuse-heavy", "light-allowed", "bare-preferred", "unsaid"}));
    profile.expression = static_cast<Expression>(
        table->choice_or("expression", 2, {"lips-closed", "smile-without-teeth", "unsaid"}));
    profile.banned_colours = table->texts_or_none("banned_colours");
    table->finish();
}

void read_flow(TomlTable &root, Profile &profile) {
    auto table = root.table("flow");
    if (!table) {
        root.note("flow", "missing", words("缺少 [flow]", "[flow] is missing"));
        return;
    }
    profile.second_proof =
        static_cast<SecondProof>(table->choice_or("second_proof", 0, {"none", "student-card", "id-card"}));
    profile.order = static_cast<Order>(
        table->choice("order", {"unit-number", "student-number", "schedule", "swipe-number"}));
    profile.payer = static_cast<Payer>(table->choice_or(
        "payer", 4, {"unit-before", "class-by-head-count", "student-before", "class-before", "unsaid"}));
    profile.fee_fen = table->whole_or("fee_fen", 0, 0, 100'000);
    profile.fee_elsewhere_fen = table->whole_or("fee_elsewhere_fen", 0, 0, 100'000);
    profile.retake = static_cast<Retake>(table->choice("retake", {"once", "before-confirmation"}));
    profile.proof_gate = static_cast<ProofGate>(
        table->choice_or("proof_gate", 2, {"before-upload", "after-upload", "unsaid"}));
    table->finish();
}

void read_paper(TomlTable &root, Profile &profile) {
    auto table = root.table("paper");
    if (!table) {
        root.note("paper", "missing", words("缺少 [paper]", "[paper] is missing"));
        return;
    }
    profile.paper_route = static_cast<PaperRoute>(
        table->choice("route", {"none", "to-school", "to-college", "by-mail-then-college"}));
    profile.layout = table->text_or("layout", "");
    profile.reference = table->text_or("reference", "{school}-ZP·{year}-Y-{box}-{item}");
    if (profile.paper_route != PaperRoute::none && profile.layout.empty()) {
        table->note("layout", "missing",
                    words("有纸质照片时要写明 layout", "where there is paper, layout is needed"));
    }
    if (profile.reference.find("{item}") == std::string::npos) {
        table->note(
            "reference", "reference",
            words("档号里要有 {{item}}，否则会重复", "the reference needs {{item}}, else it repeats"));
    }
    table->finish();
}

void read_rules(TomlTable &root, Profile &profile) {
    std::set<std::string> seen;
    for (auto &table : root.tables("rule")) {
        Rule rule{table.text("row"), table.text("words"), table.text_or("topic", "")};
        if (!seen.insert(rule.row).second) {
            table.note("row", "duplicate", words("“{}”出现了两次", "'{}' stands twice", rule.row));
        }
        table.finish();
        profile.rules.push_back(std::move(rule));
    }
}

} // namespace

Rule const *Profile::rule(std::string_view row) const {
    auto const found =
        std::find_if(rules.begin(), rules.end(), [&](Rule const &rule) { return rule.row == row; });
    return found == rules.end() ? nullptr : &*found;
}

Rule const *Profile::rule_about(std::string_view topic) const {
    auto const found =
        std::find_if(rules.begin(), rules.end(), [&](Rule const &rule) { return rule.topic == topic; });
    return found == rules.end() ? nullptr : &*found;
}

base::Result<Reading> read_profile_file(std::filesystem::path const &path) {
    auto file = base::TomlFile::read(path);
    if (!file) {
        return std::move(file).fault();
    }
    Reading reading;
    reading.profile.name = path.stem().string();
    if (file->findings().empty()) {
        auto root = file->root();
        root.whole("format", 1, 1);
        reading.profile.title = {root.text("title_zh"), root.text("title_en")};
        reading.profile.notice = root.text("notice");
        read_photo(root, reading.profile);
        read_look(root, reading.profile);
        read_flow(root, reading.profile);
        read_paper(root, reading.profile);
        read_rules(root, reading.profile);
        root.finish();
    }
    reading.findings = file->findings();
    return reading;
}

} // namespace policy
