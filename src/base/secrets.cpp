// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/secrets.hpp"
#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <new>
#include <semaphore>
#include <sodium.h>

namespace base {

namespace {

constexpr auto passes = crypto_pwhash_OPSLIMIT_INTERACTIVE;
constexpr auto memory = crypto_pwhash_MEMLIMIT_INTERACTIVE;

/// Every function of the library is called after this.
void begin() {
    static bool const begun = ::sodium_init() >= 0;
    if (!begun) {
        std::abort(); // the system has no random numbers
    }
}

constexpr std::ptrdiff_t at_once = 2;

/// One of the two places for a computation, for as long as it takes.
class Place {
public:
    Place() { places.acquire(); }
    Place(Place const &) = delete;
    Place &operator=(Place const &) = delete;
    ~Place() { places.release(); }

private:
    static inline std::counting_semaphore<at_once> places{at_once};
};

} // namespace

std::string random_token() {
    begin();
    std::array<unsigned char, 32> octets{};
    ::randombytes_buf(octets.data(), octets.size());
    std::array<char, sodium_base64_ENCODED_LEN(octets.size(), sodium_base64_VARIANT_URLSAFE_NO_PADDING)>
        text{};
    ::sodium_bin2base64(text.data(), text.size(), octets.data(), octets.size(),
                        sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    std::string token{text.data()};
    ::sodium_memzero(octets.data(), octets.size());
    ::sodium_memzero(text.data(), text.size());
    return token;
}

std::string keyed_digest(std::string_view text, std::string_view key) {
    begin();
    std::array<unsigned char, 32> octets{};
    auto const bytes = [](std::string_view of) { return reinterpret_cast<unsigned char const *>(of.data()); };
    ::crypto_generichash(octets.data(), octets.size(), bytes(text), text.size(), bytes(key),
                         std::min<std::size_t>(key.size(), crypto_generichash_KEYBYTES_MAX));
    std::array<char, 2 * octets.size() + 1> hex{};
    ::sodium_bin2hex(hex.data(), hex.size(), octets.data(), octets.size());
    return hex.data();
}

std::string hash_password(std::string_view password) {
    begin();
    Place const mine;
    std::array<char, crypto_pwhash_STRBYTES> hash{};
    if (::crypto_pwhash_str(hash.data(), password.data(), password.size(), passes, memory) != 0) {
        throw std::bad_alloc{};
    }
    return hash.data();
}

bool password_matches(std::string const &hash, std::string_view password) {
    begin();
    Place const mine;
    errno = 0;
    if (::crypto_pwhash_str_verify(hash.c_str(), password.data(), password.size()) == 0) {
        return true;
    }
    if (errno == ENOMEM) {
        throw std::bad_alloc{}; // which says nothing of the password
    }
    return false;
}

bool needs_new_hash(std::string const &hash) {
    begin();
    return ::crypto_pwhash_str_needs_rehash(hash.c_str(), passes, memory) != 0;
}

std::string const &hash_of_nobody() {
    // Salt and result are counted up, not computed.
    static std::string const hash = "$argon2id$v=19$m=65536,t=2,p=1$AAECAwQFBgcICQoLDA0ODw"
                                    "$AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8";
    return hash;
}

bool same_secret(std::string_view a, std::string_view b) {
    begin();
    return a.size() == b.size() && ::sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}

void wipe(std::string &text) {
    text.resize(text.capacity());
    ::sodium_memzero(text.data(), text.size());
    text.clear();
}

} // namespace base
