// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/capture_rules.hpp"
#include "desk/tickets.hpp"
#include <fmt/format.h>

namespace desk {

std::string wanted_proof(policy::Profile const &profile) {
    switch (profile.second_proof) {
    case policy::SecondProof::student_card:
        return "student-card";
    case policy::SecondProof::id_card:
        return "id-card";
    case policy::SecondProof::none:
        break;
    }
    return {};
}

base::Words proof_words(std::string_view proof) {
    return proof == "student-card" ? base::Words{"学生证", "the student card"}
           : proof == "id-card"    ? base::Words{"身份证", "the identity card"}
                                   : base::Words{"证件", "a document"};
}

bool may_supersede(policy::Profile const &) {
    return true;
}

bool admits_strangers(policy::Profile const &) {
    return true;
}

FeeGate gate_of(policy::Profile const &profile) {
    switch (profile.payer) {
    case policy::Payer::unit_before:
        return FeeGate::unit_before;
    case policy::Payer::class_before:
        return FeeGate::class_before;
    case policy::Payer::student_before:
        return FeeGate::student_before;
    case policy::Payer::class_by_head_count:
    case policy::Payer::unsaid:
        break;
    }
    return FeeGate::none;
}

std::int64_t fee_of(policy::Profile const &profile) {
    return profile.fee_fen;
}

std::vector<ReasonCode> absence_codes(policy::Profile const &) {
    // Requirements 3.4.
    return {{"leave", {"请假", "on leave"}},
            {"internship", {"实习", "on an internship"}},
            {"captured", {"已采集", "captured already"}},
            {"suspended", {"休学或保留学籍", "studies suspended"}},
            {"other", {"其他", "other"}}};
}

base::Words with_rule(policy::Profile const &profile, std::string_view topic, base::Words said) {
    if (auto const *rule = profile.rule_about(topic)) {
        said.zh += fmt::format("（{}，{}：‘{}’）", rule->row, profile.notice, rule->words);
        said.en += fmt::format(" ({}, {}: '{}')", rule->row, profile.notice, rule->words);
    }
    return said;
}

} // namespace desk
