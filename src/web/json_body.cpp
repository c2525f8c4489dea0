// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/json_body.hpp"
#include <nlohmann/json.hpp>

namespace web {

namespace {

using nlohmann::json;

bool add(Values &values, std::string const &name, json const &value) {
    if (value.is_string()) {
        values.add(name, value.get<std::string>());
    } else if (value.is_number_integer()) {
        values.add(name, std::to_string(value.get<std::int64_t>()));
    } else if (value.is_number()) {
        values.add(name, value.dump());
    } else if (value.is_boolean()) {
        if (value.get<bool>()) {
            values.add(name, "on");
        }
    } else {
        return value.is_null();
    }
    return true;
}

} // namespace

std::optional<Values> read_json_body(std::string_view text) {
    static constexpr int deepest = 3;
    auto const shallow = [](int depth, json::parse_event_t /*event*/, json & /*value*/) {
        return depth < deepest;
    };
    auto const body = json::parse(text, shallow, false);
    if (!body.is_object()) {
        return std::nullopt;
    }
    Values values;
    for (auto const &[name, value] : body.items()) {
        if (value.is_array()) {
            for (auto const &one : value) {
                if (!add(values, name, one)) {
                    return std::nullopt;
                }
            }
        } else if (!add(values, name, value)) {
            return std::nullopt;
        }
    }
    return values;
}

} // namespace web
