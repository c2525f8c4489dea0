// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// Slows down those who guess passwords, and locks nobody out: a whole college shares one address, and a name
/// that could be locked is one that anybody can lock. So what waits is a name at an address; other names
/// there and the name elsewhere go on. An address or a name that fails very often is slowed, too, except for
/// names at addresses that logged in before.
///
/// Kept in memory: whoever can start the program anew needs no guessing. At most 4096 names, addresses and
/// pairs, the least recently seen go first; with every one of them full that is about 20 MB.
#include "base/clock.hpp"
#include "base/result.hpp"
#include <map>
#include <mutex>
#include <string>
#include <vector>

namespace desk {

/// Any thread may call it.
class LoginGuard {
public:
    static constexpr std::chrono::minutes window{15}; ///< failures before that are forgotten
    /// A name at an address: people mistype twice or thrice; then 1, 2, 4 ... seconds after each failure.
    static constexpr std::size_t pair_failures = 5;
    static constexpr std::chrono::seconds longest_wait{60};
    /// A name everywhere: guessed from many addresses, 12 times a minute from here on.
    static constexpr std::size_t name_failures = 100;
    static constexpr std::chrono::seconds name_wait{5};
    /// An address: a college of some thousand on the first day mistypes less often in a quarter of an hour.
    static constexpr std::size_t address_failures = 300;
    static constexpr std::chrono::seconds address_wait{1};
    static constexpr std::size_t most_keys = 4096;
    static constexpr std::size_t most_events = 10; ///< of an address in a window: the ledger is no drain

    /// \p clock outlives the guard
    explicit LoginGuard(base::Clock const &clock) : clock_{&clock} {}

    /// One attempt that was let through, until it is told how it ended; a fault on the way counts for
    /// nothing.
    class Attempt {
    public:
        Attempt(Attempt &&other) noexcept;
        Attempt &operator=(Attempt &&) = delete;
        ~Attempt();

        void succeeded();
        /// \return whether somebody should hear of it: the first failure that makes waiting necessary
        [[nodiscard]] bool failed();

    private:
        friend class LoginGuard;
        Attempt(LoginGuard &guard, std::string name, std::string peer);
        LoginGuard *guard_; ///< nullptr once it ended
        std::string name_, peer_;
    };

    /// Never waits. \p name folded. \return busy, with the seconds to wait, where it is too early
    base::Result<Attempt> admit(std::string const &name, std::string const &peer);

private:
    struct Tally {
        std::vector<base::Instant> failures; ///< the newest, as many as count
        std::vector<base::Instant> told;
        base::Instant last;
        int under_way = 0;
    };
    using Tallies = std::map<std::string, Tally>;
    struct Three {
        Tally *pair, *name, *address;
    };

    Three tallies_of(std::string const &name, std::string const &peer, base::Instant now);
    static Tally &tally_of(Tallies &tallies, std::string const &key, base::Instant now);
    static bool add_failure(Tally &tally, std::size_t bound, std::size_t kept, base::Instant now);
    Three ended(Attempt const &attempt, base::Instant now);
    void dropped(Attempt const &attempt);
    void succeeded(Attempt const &attempt);
    bool failed(Attempt const &attempt);

    base::Clock const *clock_;
    std::mutex mutex_;
    Tallies pairs_, names_, addresses_;
    Tallies known_; ///< pairs that logged in
};

} // namespace desk
