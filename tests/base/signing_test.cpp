// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/signing.hpp"
#include <doctest/doctest.h>

TEST_CASE("what was signed is known from anything else, and by its own key alone") {
    auto const key = base::new_signing_key();
    auto const signature = base::sign(key, "list.csv");
    CHECK(base::is_signed(key.open, "list.csv", signature));
    CHECK_FALSE(base::is_signed(key.open, "list.csw", signature));
    CHECK_FALSE(base::is_signed(base::new_signing_key().open, "list.csv", signature));
    CHECK_FALSE(base::is_signed(key.open, "list.csv", signature.substr(2)));
    CHECK_FALSE(base::is_signed("", "list.csv", ""));
    CHECK(base::signing_key(key.secret).open == key.open);
    CHECK(base::signing_key("nonsense").open.empty());
}

TEST_CASE("signatures and keyed digests are those of the standards") {
    // RFC 8032, 7.1, test 1; RFC 4231, test case 2.
    auto const key = base::signing_key("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60");
    CHECK(key.open == "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a");
    CHECK(base::sign(key, "") == "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"
                                 "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b");
    CHECK(base::hmac_sha256("Jefe", "what do ya want for nothing?") ==
          "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
}

TEST_CASE("bytes go into base64 and come out again, and what is none gives nothing") {
    for (auto const *text : {"", "f", "fo", "foo", "foob"}) {
        auto const bytes = base::from_base64(base::to_base64(base::as_bytes(text)));
        CHECK(base::as_text(bytes) == text);
    }
    CHECK(base::to_base64(base::as_bytes("foob")) == "Zm9vYg==");
    CHECK(base::from_base64("***").empty());
    CHECK(base::in_fours("0123456789abcdef00") == "0123 4567 89ab cdef");
}
