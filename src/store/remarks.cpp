// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/remarks.hpp"
#include "base/secrets.hpp"
#include "store/db.hpp"
#include <fmt/format.h>

namespace store {

base::Result<std::string> put_remark(Change &change, std::string_view text) {
    if (text.empty()) {
        return std::string{};
    }
    return guarded(change.store(), [&](Db &db) {
        auto const salt = base::random_token();
        auto const digest = base::sha256(base::as_bytes(fmt::format("{}\n{}", salt, text))).hex();
        bound(db, "insert into remark (digest, salt, text) values (?1, ?2, ?3)", digest, salt,
              std::string{text})
            .exec();
        return digest;
    });
}

base::Result<std::string> remark(Store const &store, std::string const &digest) {
    return guarded(store, [&](Db &db) {
        return first_row<std::string>(bound(db, "select text from remark where digest = ?1", digest),
                                      [](auto &r) { return text_at(r, 0); })
            .value_or("");
    });
}

base::Result<> forget_remark(Change &change, std::string const &digest) {
    return guarded(change.store(),
                   [&](Db &db) { bound(db, "delete from remark where digest = ?1", digest).exec(); });
}

} // namespace store
