// SPDX-License-Identifier: Apache-2.0
#include "serve/http.h"

#include <zlib.h>

#include <algorithm>
#include <array>

#include "base/json_writer.h"
#include "base/utf8.h"

namespace dragoman {
namespace {

constexpr std::size_t kMaxParameters = 64;
constexpr int kFastest = 1;
constexpr int kGzipWindow = 15 + 16;  // zlib: a gzip header around the stream

Error bad(std::string message) { return {ErrorCode::kUsage, std::move(message), {}, 0}; }

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  const char lower = ascii_lower(c);
  return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

/// False for a broken escape.
bool decode(std::string_view text, bool plus_is_space, std::string& out) {
  out.clear();
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%') {
      if (i + 2 >= text.size() || hex_value(text[i + 1]) < 0 || hex_value(text[i + 2]) < 0) return false;
      out += static_cast<char>(hex_value(text[i + 1]) * 16 + hex_value(text[i + 2]));
      i += 2;
    } else {
      out += plus_is_space && text[i] == '+' ? ' ' : text[i];
    }
  }
  return true;
}

bool is_clean(std::string_view text) {
  return is_valid_utf8(text) && std::none_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
}

std::string_view value_of(const std::vector<Field>& fields, std::string_view name) {
  const auto found = std::find_if(fields.begin(), fields.end(), [&](const Field& field) { return field.name == name; });
  return found == fields.end() ? std::string_view() : std::string_view(found->value);
}

}  // namespace

Result<Target> parse_target(std::string_view target) {
  if (!target.starts_with('/')) return bad("the path of a request begins with /");
  target = target.substr(0, target.find('#'));
  const std::size_t question = target.find('?');
  Target out;
  if (!decode(target.substr(0, question), false, out.path) || !is_clean(out.path)) return bad("the path is not well-formed");
  for (std::size_t begin = 1; begin <= out.path.size();) {
    const std::size_t end = std::min(out.path.find('/', begin), out.path.size());
    const std::string_view part = std::string_view(out.path).substr(begin, end - begin);
    if (part == "." || part == ".." || part.find('\\') != std::string_view::npos) return bad("the path is not well-formed");
    begin = end + 1;
  }
  if (question == std::string_view::npos) return out;
  std::string_view query = target.substr(question + 1);
  while (!query.empty()) {
    const std::string_view pair = query.substr(0, query.find('&'));
    query.remove_prefix(std::min(query.size(), pair.size() + 1));
    if (pair.empty()) continue;
    if (out.parameters.size() == kMaxParameters) return bad("more than " + std::to_string(kMaxParameters) + " parameters");
    Field field;
    const std::size_t equals = pair.find('=');
    if (!decode(pair.substr(0, equals), true, field.name) || !is_clean(field.name)) return bad("a parameter is not well-formed");
    if (equals != std::string_view::npos && (!decode(pair.substr(equals + 1), true, field.value) || !is_clean(field.value))) {
      return bad("a parameter is not well-formed");
    }
    out.parameters.push_back(std::move(field));
  }
  return out;
}

std::string_view HttpRequest::header(std::string_view name) const { return value_of(headers, name); }
std::string_view HttpRequest::parameter(std::string_view name) const { return value_of(target.parameters, name); }
bool HttpRequest::has_header(std::string_view name) const {
  return std::any_of(headers.begin(), headers.end(), [&](const Field& field) { return field.name == name; });
}

HttpResponse error_response(int status, std::string_view code, std::string_view message) {
  HttpResponse response;
  response.status = status;
  JsonWriter json(response.body);
  json.begin_object().key("error").begin_object().key("code").string(code).key("message").string(message).end_object().end_object();
  response.headers.push_back({"Cache-Control", "no-store"});
  return response;
}

HttpResponse error_response(const Error& error) {
  switch (error.code) {
    case ErrorCode::kUsage: return error_response(400, "usage", error.message);
    case ErrorCode::kNotFound: return error_response(404, "not_found", error.message);
    case ErrorCode::kFormat: return error_response(400, "format", error.message);
    case ErrorCode::kLimit: return error_response(503, "busy", error.message);
    case ErrorCode::kUnsupported: return error_response(501, "unsupported", error.message);
    default: return error_response(500, "internal", "the ledger could not be read; the server's log says why");
  }
}

bool accepts_gzip(std::string_view accept_encoding) {
  while (!accept_encoding.empty()) {
    std::string_view item = accept_encoding.substr(0, accept_encoding.find(','));
    accept_encoding.remove_prefix(std::min(accept_encoding.size(), item.size() + 1));
    const std::size_t semicolon = item.find(';');
    const std::string_view name = trim(item.substr(0, semicolon));
    if (!equals_ignore_case(name, "gzip") && name != "*") continue;
    if (semicolon == std::string_view::npos) return true;
    const std::string_view weight = trim(item.substr(semicolon + 1));
    return weight != "q=0" && weight != "q=0.0" && weight != "q=0.00" && weight != "q=0.000";
  }
  return false;
}

struct GzipStream::State {
  const Sink& sink;
  z_stream stream{};
  std::array<char, 16384> buffer{};
};

GzipStream::GzipStream(const Sink& sink) : state_(new State{sink}) {
  deflateInit2(&state_->stream, kFastest, Z_DEFLATED, kGzipWindow, 8, Z_DEFAULT_STRATEGY);
}
GzipStream::~GzipStream() { deflateEnd(&state_->stream); }

bool GzipStream::deflate_into_sink(std::string_view bytes, int flush) {
  z_stream& z = state_->stream;
  // zlib takes what it reads as not constant.
  z.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  z.avail_in = static_cast<uInt>(bytes.size());
  do {
    z.next_out = reinterpret_cast<Bytef*>(state_->buffer.data());
    z.avail_out = static_cast<uInt>(state_->buffer.size());
    deflate(&z, flush);
    const std::size_t made = state_->buffer.size() - z.avail_out;
    if (made > 0 && !state_->sink({state_->buffer.data(), made})) return false;
  } while (z.avail_out == 0);
  return true;
}
bool GzipStream::write(std::string_view bytes) { return deflate_into_sink(bytes, Z_NO_FLUSH); }
bool GzipStream::finish() { return deflate_into_sink({}, Z_FINISH); }

std::string gzip(std::string_view bytes) {
  std::string out;
  const Sink sink = [&](std::string_view piece) {
    out.append(piece);
    return true;
  };
  GzipStream stream(sink);
  stream.write(bytes);
  stream.finish();
  return out;
}

bool etag_matches(std::string_view if_none_match, std::string_view etag) {
  const auto bare = [](std::string_view tag) { return tag.starts_with("W/") ? tag.substr(2) : tag; };
  while (!if_none_match.empty()) {
    const std::string_view item = if_none_match.substr(0, if_none_match.find(','));
    if_none_match.remove_prefix(std::min(if_none_match.size(), item.size() + 1));
    if (trim(item) == "*" || bare(trim(item)) == bare(etag)) return true;
  }
  return false;
}

}  // namespace dragoman
