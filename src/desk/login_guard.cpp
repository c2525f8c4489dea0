// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/login_guard.hpp"
#include <algorithm>

namespace desk {

using std::chrono::milliseconds;
using std::chrono::seconds;

namespace {

/// As many as make the longest wait.
constexpr std::size_t pair_kept = 11;

std::string pair_key(std::string const &name, std::string const &peer) {
    return name + '\n' + peer;
}

/// What comes after \p failures of a name at an address.
seconds pair_wait(std::size_t failures) {
    auto const doubled = std::min<std::size_t>(failures - LoginGuard::pair_failures, 6);
    return std::min(seconds{1LL << doubled}, LoginGuard::longest_wait);
}

/// Those of the window; a clock that was set back must not keep anybody waiting.
void forget_old(std::vector<base::Instant> &times, base::Instant now) {
    std::erase_if(times, [&](base::Instant at) { return at > now || now - at > LoginGuard::window; });
}

/// How long until the next attempt may be made: after \p wait from the last failure, and one at a time.
milliseconds time_left(std::vector<base::Instant> const &failures, int under_way, std::size_t bound,
                       seconds wait, base::Instant now) {
    if (failures.size() + static_cast<std::size_t>(under_way) < bound) {
        return milliseconds{0};
    }
    if (under_way > 0) {
        return seconds{1};
    }
    return std::max(milliseconds{0}, failures.back() + wait - now);
}

} // namespace

LoginGuard::Attempt::Attempt(LoginGuard &guard, std::string name, std::string peer)
    : guard_{&guard}, name_{std::move(name)}, peer_{std::move(peer)} {}

LoginGuard::Attempt::Attempt(Attempt &&other) noexcept
    : guard_{std::exchange(other.guard_, nullptr)}, name_{std::move(other.name_)}, peer_{std::move(
                                                                                       other.peer_)} {}

LoginGuard::Attempt::~Attempt() {
    if (guard_ != nullptr) {
        guard_->dropped(*this);
    }
}

void LoginGuard::Attempt::succeeded() {
    std::exchange(guard_, nullptr)->succeeded(*this);
}

bool LoginGuard::Attempt::failed() {
    return std::exchange(guard_, nullptr)->failed(*this);
}

base::Result<LoginGuard::Attempt> LoginGuard::admit(std::string const &name, std::string const &peer) {
    std::lock_guard const held{mutex_};
    auto const now = clock_->now();
    auto const [pair, everywhere, address] = tallies_of(name, peer, now);
    auto const after = pair_wait(std::max(pair->failures.size(), pair_failures));
    auto left = time_left(pair->failures, pair->under_way, pair_failures, after, now);
    if (!known_.contains(pair_key(name, peer))) {
        left = std::max(
            {left, time_left(everywhere->failures, everywhere->under_way, name_failures, name_wait, now),
             time_left(address->failures, address->under_way, address_failures, address_wait, now)});
    }
    if (left > milliseconds{0}) {
        return base::fault(base::Trouble::busy, "输错次数太多，请等 {} 秒再试",
                           "too many failed attempts; try again in {} s",
                           std::chrono::ceil<seconds>(left).count());
    }
    for (auto *tally : {pair, everywhere, address}) {
        tally->under_way += 1;
    }
    return Attempt{*this, name, peer};
}

LoginGuard::Three LoginGuard::tallies_of(std::string const &name, std::string const &peer,
                                         base::Instant now) {
    return {&tally_of(pairs_, pair_key(name, peer), now), &tally_of(names_, name, now),
            &tally_of(addresses_, peer, now)};
}

LoginGuard::Tally &LoginGuard::tally_of(Tallies &tallies, std::string const &key, base::Instant now) {
    auto found = tallies.find(key);
    if (found == tallies.end()) {
        if (tallies.size() >= most_keys) {
            tallies.erase(std::min_element(tallies.begin(), tallies.end(), [](auto &a, auto &b) {
                return std::pair{a.second.under_way, a.second.last} <
                       std::pair{b.second.under_way, b.second.last};
            }));
        }
        found = tallies.try_emplace(key).first;
    }
    auto &tally = found->second;
    tally.last = now;
    forget_old(tally.failures, now);
    forget_old(tally.told, now);
    return tally;
}

/// \return whether this one made it \p bound
bool LoginGuard::add_failure(Tally &tally, std::size_t bound, std::size_t kept, base::Instant now) {
    auto const before = tally.failures.size();
    if (before >= kept) {
        tally.failures.erase(tally.failures.begin());
    }
    tally.failures.push_back(now);
    return before + 1 == bound;
}

LoginGuard::Three LoginGuard::ended(Attempt const &attempt, base::Instant now) {
    auto const three = tallies_of(attempt.name_, attempt.peer_, now);
    for (auto *tally : {three.pair, three.name, three.address}) {
        tally->under_way -= 1;
    }
    return three;
}

void LoginGuard::dropped(Attempt const &attempt) {
    std::lock_guard const held{mutex_};
    ended(attempt, clock_->now());
}

void LoginGuard::succeeded(Attempt const &attempt) {
    std::lock_guard const held{mutex_};
    auto const now = clock_->now();
    ended(attempt, now).pair->failures.clear();
    tally_of(known_, pair_key(attempt.name_, attempt.peer_), now);
}

bool LoginGuard::failed(Attempt const &attempt) {
    std::lock_guard const held{mutex_};
    auto const now = clock_->now();
    auto const [pair, everywhere, address] = ended(attempt, now);
    bool const slows_pair = add_failure(*pair, pair_failures, pair_kept, now);
    bool const slows_name = add_failure(*everywhere, name_failures, name_failures, now);
    bool const slows_address = add_failure(*address, address_failures, address_failures, now);
    if (!(slows_pair || slows_name || slows_address) || address->told.size() >= most_events) {
        return false;
    }
    address->told.push_back(now);
    return true;
}

} // namespace desk
