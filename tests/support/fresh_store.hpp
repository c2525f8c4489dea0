// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "store/store.hpp"
#include "support/temp_folder.hpp"
#include <stdexcept>

namespace support {

/// The value, or the test ends with the fault's sentence.
template <typename T>
T sure(base::Result<T> result) {
    if (!result) {
        throw std::runtime_error{result.fault().text(base::Language::en)};
    }
    return std::move(*result);
}

/// A new store in a folder of its own, at a moment that stands still.
class FreshStore {
public:
    FreshStore() : store{sure(store::Store::create(folder.path(), noon))} {}
    static constexpr base::Instant noon{1'780'000'000'000};

    store::Change change() { return sure(store.change(noon, "tester")); }
    /// One event in a transaction of its own.
    void record(std::string_view kind, std::string_view subject, base::Json const &body) {
        auto one = change();
        sure(one.record(kind, subject, body));
        sure(one.commit());
    }

    TempFolder folder;
    store::Store store;
};

} // namespace support
