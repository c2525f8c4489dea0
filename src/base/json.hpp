// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <concepts>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace base {

/// Is told what a Json holds, in order.
class JsonVisitor {
public:
    virtual ~JsonVisitor() = default;
    virtual void text(std::string const &value) = 0;
    virtual void number(std::string const &written) = 0; ///< as JSON writes it
    virtual void flag(bool value) = 0;
    virtual void begin_list() = 0;
    virtual void begin_object() = 0;
    virtual void key(std::string const &name) = 0; ///< of the value that comes next
    virtual void end() = 0;                        ///< of the list or object that was begun last
};

/// A JSON value (RFC 8259) in the making: what doors print and what ledger events carry. Keys keep the order
/// in which they were set, so the same steps give the same bytes.
class Json {
public:
    static Json object();
    static Json list();
    Json(Json const &other);
    Json &operator=(Json const &other);
    Json(Json &&) noexcept;
    Json &operator=(Json &&) noexcept;
    ~Json();

    Json &set(std::string_view key, std::string_view value) &;
    Json &set(std::string_view key, char const *value) & { return set(key, std::string_view{value}); }
    Json &set(std::string_view key, std::string const &value) & { return set(key, std::string_view{value}); }
    Json &set(std::string_view key, Json const &value) &;
    Json &set(std::string_view key, std::vector<std::string> const &values) &;
    template <std::integral Number>
    Json &set(std::string_view key, Number value) & {
        if constexpr (std::same_as<Number, bool>) {
            return set_flag(key, value);
        } else {
            return set_whole(key, static_cast<std::int64_t>(value));
        }
    }
    Json &set(std::string_view key, double value) &;
    Json &add(Json const &value) &;
    Json &add(std::string_view value) &;
    Json &add(std::int64_t value) &;

    /// On one line, UTF-8; a byte that is not UTF-8 becomes U+FFFD.
    [[nodiscard]] std::string text() const;
    void visit(JsonVisitor &visitor) const;
    /// Indented, for people.
    [[nodiscard]] std::string pretty() const;

private:
    struct Inner;
    explicit Json(std::unique_ptr<Inner> inner);
    Json &set_flag(std::string_view key, bool value);
    Json &set_whole(std::string_view key, std::int64_t value);
    std::unique_ptr<Inner> inner_;
};

} // namespace base
