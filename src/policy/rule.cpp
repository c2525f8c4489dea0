// SPDX-License-Identifier: GPL-3.0-or-later
#include "policy/rule.hpp"
#include <algorithm>
#include <array>

namespace policy {

namespace {

constexpr std::array all_topics = std::to_array<Topic>({
    {"population", Part::who, false},
    {"purpose", Part::who, false},
    {"organisers", Part::who, false},
    {"distribution", Part::who, false},

    {"date", Part::when, true},
    {"place", Part::when, false},
    {"one-way", Part::when, false},
    {"parallel", Part::when, true},
    {"slots", Part::when, false},
    {"estimated", Part::when, true},
    {"early", Part::when, true},
    {"walk-in", Part::when, true},
    {"site", Part::when, false},
    {"online", Part::when, false},

    {"order", Part::queue, true},
    {"units", Part::queue, true},
    {"head-count", Part::queue, true},
    {"tickets", Part::queue, true},
    {"call", Part::queue, true},
    {"waiting-area", Part::queue, false},
    {"count-check", Part::queue, true},
    {"absent-void", Part::queue, true},
    {"redraw", Part::queue, true},
    {"enter", Part::queue, false},
    {"punctual", Part::queue, false},
    {"swipe-order", Part::queue, true},
    {"number-after-swipe", Part::queue, true},
    {"say-number", Part::queue, true},
    {"appointments", Part::queue, true},
    {"unlisted", Part::queue, true},
    {"absence", Part::queue, true},
    {"conduct", Part::queue, false},

    {"code", Part::code, true},
    {"code-ready", Part::code, true},
    {"code-saving", Part::code, true},
    {"code-how", Part::code, false},
    {"code-record", Part::code, true},
    {"code-content", Part::code, false},
    {"code-elsewhere", Part::code, false},
    {"second-proof", Part::code, true},
    {"code-info", Part::code, true},
    {"camera-check", Part::code, true},
    {"roster", Part::code, true},
    {"school-code", Part::code, true},

    {"posture", Part::look, false},
    {"expression", Part::look, true},
    {"glasses", Part::look, true},
    {"tinted-glasses", Part::look, true},
    {"frame", Part::look, true},
    {"head-cover", Part::look, true},
    {"ornaments", Part::look, true},
    {"hair", Part::look, true},
    {"hair-style", Part::look, false},
    {"dyed-hair", Part::look, true},
    {"make-up", Part::look, true},
    {"clothing", Part::look, false},
    {"contrast", Part::look, true},
    {"banned-colours", Part::look, true},

    {"fee", Part::fee, true},
    {"fee-elsewhere", Part::fee, true},
    {"payer", Part::fee, true},
    {"gate", Part::fee, true},
    {"ways", Part::fee, true},
    {"fee-absent", Part::fee, true},
    {"fee-receiver", Part::fee, false},

    {"spec", Part::photo, false},
    {"bytes", Part::photo, true},
    {"background", Part::photo, true},
    {"recency", Part::photo, true},
    {"source", Part::photo, true},
    {"comparison", Part::photo, true},
    {"disc", Part::photo, true},
    {"file-name", Part::photo, true},
    {"upload", Part::photo, true},
    {"download", Part::photo, false},

    {"retake", Part::proof, true},
    {"supersede", Part::proof, true},
    {"confirm", Part::proof, true},
    {"proof-gate", Part::proof, true},
    {"proof-window", Part::proof, true},
    {"proof-categories", Part::proof, false},
    {"proof-report", Part::proof, true},
    {"correction", Part::proof, false},

    {"paper", Part::paper, true},
    {"layout", Part::paper, true},
    {"paper-uses", Part::paper, true},
    {"paper-mail", Part::paper, false},
    {"paper-check", Part::paper, false},
    {"paper-whole", Part::paper, true},
    {"paper-kept", Part::paper, false},
    {"leftovers", Part::paper, true},

    {"capture-by", Part::deadlines, true},
    {"liaison-form", Part::deadlines, true},
    {"later-capture", Part::deadlines, false},
    {"hand-in", Part::deadlines, true},
    {"account", Part::deadlines, true},
    {"late", Part::deadlines, false},

    {"liaison", Part::contacts, true},
    {"contacts", Part::contacts, true},
    {"attachments", Part::contacts, true},
});

} // namespace

bool Rule::is_about(std::string_view topic) const {
    return std::find(topics.begin(), topics.end(), topic) != topics.end();
}

std::span<Topic const> topics() {
    return all_topics;
}

Topic const *topic_named(std::string_view name) {
    auto const found = std::find_if(all_topics.begin(), all_topics.end(),
                                    [&](Topic const &topic) { return topic.name == name; });
    return found == all_topics.end() ? nullptr : &*found;
}

base::Words heading(Part part) {
    static std::array<base::Words, 11> const all{{{"对象", "For whom"},
                                                  {"时间地点", "When and where"},
                                                  {"排队", "Queue"},
                                                  {"采集码与证件", "Code and proof of identity"},
                                                  {"仪容", "Look"},
                                                  {"收费", "Fee"},
                                                  {"照片", "Photo"},
                                                  {"确认与校对", "Confirmation and proofreading"},
                                                  {"纸质照片去向", "Where the paper goes"},
                                                  {"期限", "Deadlines"},
                                                  {"联系人", "Contacts"}}};
    return all.at(static_cast<std::size_t>(part));
}

base::Words title(RuleKind kind) {
    static std::array<base::Words, 10> const all{{{"检查", "check"},
                                                  {"必须", "must"},
                                                  {"次序", "order"},
                                                  {"期限", "deadline"},
                                                  {"记录", "record"},
                                                  {"交付", "export"},
                                                  {"保管", "custody"},
                                                  {"冲印", "print"},
                                                  {"告知", "guide"},
                                                  {"站外", "elsewhere"}}};
    return all.at(static_cast<std::size_t>(kind));
}

} // namespace policy
