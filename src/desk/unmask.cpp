// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/unmask.hpp"
#include "base/text.hpp"
#include "desk/steps.hpp"
#include "store/people.hpp"
#include <fmt/format.h>

namespace desk {

using base::fault;
using base::Trouble;

namespace {

base::Result<store::Person> with_number(store::Store const &store, std::int64_t id) {
    auto person = store::person(store, id);
    if (!person) {
        return std::move(person).fault();
    }
    if (!*person) {
        return fault(Trouble::not_found, "名册里没有这个人", "there is no such person on the roster");
    }
    if ((*person)->id_no.empty()) {
        return fault(Trouble::not_found, "名册里没有这个人的证件号码",
                     "the roster has no identity number of this person");
    }
    return std::move(**person);
}

bool has_long_number(std::string_view text) {
    constexpr int longest = 14; // 15 digits are an identity number of old
    int run = 0;
    for (auto c : text) {
        run = c >= '0' && c <= '9' ? run + 1 : 0;
        if (run > longest) {
            return true;
        }
    }
    return false;
}

base::Result<> check_reason(std::string const &reason, store::Person const &person) {
    auto const length = base::characters(reason).size();
    if (length < shortest_reason || length > longest_reason) {
        return fault(Trouble::bad_input, "要写明查看的理由，{} 到 {} 个字",
                     "say why it is looked at, in {} to {} characters", shortest_reason, longest_reason);
    }
    bool const names =
        base::characters(person.name).size() > 1 && reason.find(person.name) != std::string::npos;
    bool const numbers = has_long_number(reason) || reason.find(person.id_no) != std::string::npos;
    if (names || numbers) {
        return fault(Trouble::bad_input, "理由里不要写姓名或证件号码：它永远留在台账里",
                     "leave name and identity number out of the reason: it stays in the ledger for good");
    }
    return {};
}

} // namespace

base::Result<std::string> unmask(store::Store &store, std::int64_t person, std::string_view reason,
                                 std::string const &actor, base::Instant now) {
    auto change = store.change(now, actor);
    if (!change) {
        return std::move(change).fault();
    }
    auto const found = with_number(store, person);
    if (!found) {
        return base::Fault{found.fault()};
    }
    auto const written = base::nfc(base::half_width(base::trimmed(reason)));
    auto body = base::Json::object();
    body.set("field", "id_no").set("reason", written);
    auto done =
        in_order([&] { return check_reason(written, *found); },
                 [&] { return change->record("person.unmasked", fmt::format("person {}", person), body); },
                 [&] { return change->commit(); });
    if (!done) {
        return std::move(done).fault();
    }
    return found->id_no;
}

} // namespace desk
