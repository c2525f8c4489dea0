// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// Tokens and passwords; sodium.h is included by secrets.cpp and signing.cpp only. What is stored of a token is its SHA-256
/// (digest.hpp): it is random enough that nobody finds it again from that. A password is not, so what is
/// stored of it is made slowly.
///
/// Argon2id (RFC 9106) with two passes over 64 MiB, libsodium's limits for answers that somebody waits for:
/// about 0.1 s of one core, which nobody notices once a day, and 64 MiB for each guess of somebody who took
/// the store away, which graphics cards have little of. At most two are computed at once, so logins take
/// 128 MiB and two cores, however many come; the others wait their turn. Where the system gives no 64 MiB,
/// std::bad_alloc, as for any other memory.
#include <string>
#include <string_view>

namespace base {

/// 32 random bytes as 43 characters of base64url (RFC 4648, 5): fits URLs and cookies as it is.
[[nodiscard]] std::string random_token();

/// With a salt of its own; begins with $argon2id$ and carries its limits.
[[nodiscard]] std::string hash_password(std::string_view password);
/// False where \p hash is none.
[[nodiscard]] bool password_matches(std::string const &hash, std::string_view password);
/// Made with other limits than today's, or no hash at all.
[[nodiscard]] bool needs_new_hash(std::string const &hash);
/// A hash with today's limits that no password is known for, to be tried where there is no account: the
/// answer takes as long.
[[nodiscard]] std::string const &hash_of_nobody();

/// BLAKE2b-256 (RFC 7693) with a key of random_token(), as 64 lower-case digits: without the key nobody can
/// tell whether a text that they guess is the one.
[[nodiscard]] std::string keyed_digest(std::string_view text, std::string_view key);

/// Takes the same time wherever they differ; their lengths are no secret.
[[nodiscard]] bool same_secret(std::string_view a, std::string_view b);
/// Empties the text and leaves nothing of it in its memory.
void wipe(std::string &text);

} // namespace base
