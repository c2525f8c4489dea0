// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/capture_rules.hpp"
#include "desk/tickets.hpp"
#include "policy/source.hpp"

namespace desk {

std::string wanted_proof(policy::Profile const &profile) {
    switch (profile.code.second_proof) {
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

bool may_supersede(policy::Profile const &profile) {
    return profile.retakes.after_confirmation == policy::Supersede::with_reason;
}

bool knows_codes_only(policy::Profile const &profile) {
    return profile.code.roster == policy::Roster::code_only;
}

bool admits_strangers(policy::Profile const &profile) {
    return profile.queue.unlisted == policy::Unlisted::allowed;
}

FeeGate gate_of(policy::Profile const &profile) {
    switch (profile.fee.gate) {
    case policy::Gate::unit_before:
        return FeeGate::unit_before;
    case policy::Gate::class_before_shot:
        return FeeGate::class_before;
    case policy::Gate::student_before_shot:
        return FeeGate::student_before;
    case policy::Gate::class_after_count:
    case policy::Gate::none:
        break;
    }
    return FeeGate::none;
}

std::int64_t fee_of(policy::Profile const &profile) {
    return profile.fee.fen;
}

std::vector<ReasonCode> absence_codes(policy::Profile const &profile) {
    std::vector<ReasonCode> codes;
    for (auto const &absence : profile.absences) {
        codes.push_back({absence.code, absence.text});
    }
    return codes;
}

base::Words with_rule(policy::Profile const &profile, std::string_view topic, base::Words said) {
    return policy::by_topic(profile, topic, std::move(said));
}

} // namespace desk
