// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/json.hpp"
#include <nlohmann/json.hpp>

namespace base {

struct Json::Inner {
    nlohmann::ordered_json value;
};

namespace {

std::string dumped(nlohmann::ordered_json const &value, int indent) {
    return value.dump(indent, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

} // namespace

namespace {

void visit_value(nlohmann::ordered_json const &value, JsonVisitor &visitor) {
    if (value.is_object()) {
        visitor.begin_object();
        for (auto const &[name, inner] : value.items()) {
            visitor.key(name);
            visit_value(inner, visitor);
        }
        visitor.end();
    } else if (value.is_array()) {
        visitor.begin_list();
        for (auto const &inner : value) {
            visit_value(inner, visitor);
        }
        visitor.end();
    } else if (value.is_boolean()) {
        visitor.flag(value.get<bool>());
    } else if (value.is_string()) {
        visitor.text(value.get_ref<std::string const &>());
    } else {
        visitor.number(value.dump());
    }
}

} // namespace

void Json::visit(JsonVisitor &visitor) const {
    visit_value(inner_->value, visitor);
}

Json::Json(std::unique_ptr<Inner> inner) : inner_{std::move(inner)} {}
Json::Json(Json const &other) : inner_{std::make_unique<Inner>(*other.inner_)} {}
Json &Json::operator=(Json const &other) {
    if (this != &other) {
        *inner_ = Inner{*other.inner_};
    }
    return *this;
}
Json::Json(Json &&) noexcept = default;
Json &Json::operator=(Json &&) noexcept = default;
Json::~Json() = default;

Json Json::object() {
    return Json{std::make_unique<Inner>(Inner{nlohmann::ordered_json::object()})};
}
Json Json::list() {
    return Json{std::make_unique<Inner>(Inner{nlohmann::ordered_json::array()})};
}

Json &Json::set(std::string_view key, std::string_view value) & {
    inner_->value[std::string{key}] = value;
    return *this;
}

Json &Json::set(std::string_view key, Json const &value) & {
    inner_->value[std::string{key}] = value.inner_->value;
    return *this;
}

Json &Json::set(std::string_view key, std::vector<std::string> const &values) & {
    inner_->value[std::string{key}] = values;
    return *this;
}

Json &Json::set(std::string_view key, double value) & {
    inner_->value[std::string{key}] = value;
    return *this;
}

Json &Json::set_flag(std::string_view key, bool value) {
    inner_->value[std::string{key}] = value;
    return *this;
}

Json &Json::set_whole(std::string_view key, std::int64_t value) {
    inner_->value[std::string{key}] = value;
    return *this;
}

Json &Json::add(Json const &value) & {
    inner_->value.push_back(value.inner_->value);
    return *this;
}

Json &Json::add(std::string_view value) & {
    inner_->value.push_back(value);
    return *this;
}

Json &Json::add(std::int64_t value) & {
    inner_->value.push_back(value);
    return *this;
}

std::string Json::text() const {
    return dumped(inner_->value, -1);
}

std::string Json::pretty() const {
    return dumped(inner_->value, 2);
}

} // namespace base
