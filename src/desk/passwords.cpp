// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/passwords.hpp"
#include "base/secrets.hpp"
#include "base/text.hpp"
#include <algorithm>

namespace desk {

using base::fault;
using base::Trouble;

namespace {

/// A password as it is compared, for as long as it is needed.
class Compared {
public:
    explicit Compared(std::string_view typed) : text_{base::nfc(base::half_width(typed))} {}
    Compared(Compared const &) = delete;
    Compared &operator=(Compared const &) = delete;
    ~Compared() { base::wipe(text_); }
    [[nodiscard]] std::string const &text() const { return text_; }

private:
    std::string text_;
};

bool is_one_of_the_worst(std::string const &upper) {
    auto const lines = base::split(worst_passwords(), '\n');
    return std::any_of(lines.begin(), lines.end(), [&](std::string_view line) {
        return !line.starts_with('#') && base::upper_ascii(line) == upper;
    });
}

base::Result<> check_password(std::string const &password, std::string const &name) {
    auto const length = base::characters(password).size();
    if (length < shortest_password) {
        return fault(Trouble::bad_input, "密码至少要 {} 个字符；几个不相干的词连起来就很好记",
                     "a password has at least {} characters; a few words that do not belong together are "
                     "easy to remember",
                     shortest_password);
    }
    if (length > longest_password) {
        return fault(Trouble::bad_input, "密码最多 {} 个字符", "a password has at most {} characters",
                     longest_password);
    }
    auto upper = base::upper_ascii(password);
    auto const holds_name = upper.find(base::upper_ascii(name)) != std::string::npos;
    auto const is_worst = is_one_of_the_worst(upper);
    base::wipe(upper);
    if (holds_name) {
        return fault(Trouble::bad_input, "密码里不能有用户名“{}”：别人首先就试它",
                     "a password must not hold the name '{}': it is what others try first", name);
    }
    if (is_worst) {
        return fault(Trouble::bad_input, "这是最常见的密码之一，别人首先就试它；请换一个",
                     "this is one of the most common passwords and what others try first; take another");
    }
    return {};
}

} // namespace

base::Result<std::string> hash_new_password(std::string_view typed, std::string const &name) {
    Compared const password{typed};
    if (auto checked = check_password(password.text(), name); !checked) {
        return std::move(checked).fault();
    }
    return base::hash_password(password.text());
}

bool password_fits(std::string const &hash, std::string_view typed) {
    return base::password_matches(hash, Compared{typed}.text());
}

std::string hash_again(std::string_view typed) {
    return base::hash_password(Compared{typed}.text());
}

} // namespace desk
