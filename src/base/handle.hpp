// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <memory>

namespace base {

template <auto Close>
struct Closer {
    template <typename T>
    void operator()(T *t) const noexcept {
        Close(t);
    }
};

/// Owns an object of a C library from the line on which it is born; one pointer wide.
template <typename T, auto Close>
using Handle = std::unique_ptr<T, Closer<Close>>;

} // namespace base
