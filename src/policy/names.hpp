// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// The words of the files for every enumeration, in its order: what a profile is written with, and what
/// programs are told.
#include "policy/profile.hpp"
#include <array>

namespace policy {

constexpr auto names(RuleKind) {
    return std::to_array<std::string_view>({"check", "enforce", "queue", "deadline", "record", "export",
                                            "custody", "print", "guide", "outside"});
}
constexpr auto names(Part) {
    return std::to_array<std::string_view>(
        {"who", "when", "queue", "code", "look", "fee", "photo", "proof", "paper", "deadlines", "contacts"});
}
constexpr auto names(Glasses) {
    return std::to_array<std::string_view>({"keep", "remove", "optional", "unsaid"});
}
constexpr auto names(MakeUp) {
    return std::to_array<std::string_view>(
        {"discouraged", "refuse-heavy", "light-allowed", "bare-preferred", "unsaid"});
}
constexpr auto names(Expression) {
    return std::to_array<std::string_view>({"lips-closed", "smile-without-teeth", "unsaid"});
}
constexpr auto names(DyedHair) {
    return std::to_array<std::string_view>({"refuse-strong", "unsaid"});
}
constexpr auto names(HeadCover) {
    return std::to_array<std::string_view>({"never", "with-reason", "unsaid"});
}
constexpr auto names(Ornaments) {
    return std::to_array<std::string_view>({"forbidden", "unsaid"});
}
constexpr auto names(Feature) {
    return std::to_array<std::string_view>({"eyebrows", "eyes", "ears"});
}
constexpr auto names(OnMiss) {
    return std::to_array<std::string_view>({"warn", "refuse"});
}
constexpr auto names(Saving) {
    return std::to_array<std::string_view>({"long-press", "screenshot", "either", "unsaid"});
}
constexpr auto names(SecondProof) {
    return std::to_array<std::string_view>({"none", "student-card", "id-card"});
}
constexpr auto names(Roster) {
    return std::to_array<std::string_view>({"held", "code-only"});
}
constexpr auto names(Order) {
    return std::to_array<std::string_view>({"unit-number", "student-number", "schedule", "swipe-number"});
}
constexpr auto names(Tickets) {
    return std::to_array<std::string_view>({"none", "unit-number"});
}
constexpr auto names(Unlisted) {
    return std::to_array<std::string_view>({"allowed", "refused"});
}
constexpr auto names(Payer) {
    return std::to_array<std::string_view>({"unit", "class", "student", "unsaid"});
}
constexpr auto names(Gate) {
    return std::to_array<std::string_view>(
        {"unit-before", "class-after-count", "student-before-shot", "class-before-shot", "none"});
}
constexpr auto names(Way) {
    return std::to_array<std::string_view>({"cash", "wechat", "alipay", "transfer", "scan"});
}
constexpr auto names(Retake) {
    return std::to_array<std::string_view>({"once", "before-confirmation"});
}
constexpr auto names(Supersede) {
    return std::to_array<std::string_view>({"with-reason", "never"});
}
constexpr auto names(ConfirmHow) {
    return std::to_array<std::string_view>({"screen", "signature", "either"});
}
constexpr auto names(ProofGate) {
    return std::to_array<std::string_view>({"before-upload", "after-upload", "unsaid"});
}
constexpr auto names(PaperRoute) {
    return std::to_array<std::string_view>(
        {"none", "to-school", "to-college", "by-mail-then-college", "unsaid"});
}
constexpr auto names(Leftovers) {
    return std::to_array<std::string_view>({"to-student", "kept", "unsaid"});
}
constexpr auto names(After) {
    return std::to_array<std::string_view>({"capture", "reminder"});
}

template <typename Choice>
inline constexpr auto names_of = names(Choice{});

template <typename Choice>
[[nodiscard]] constexpr std::string_view name_of(Choice choice) {
    return names_of<Choice>.at(static_cast<std::size_t>(choice));
}

} // namespace policy
