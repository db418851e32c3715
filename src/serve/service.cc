// SPDX-License-Identifier: Apache-2.0
#include "serve/service.h"

#include <zlib.h>

#include <algorithm>
#include <array>

#include "base/date.h"
#include "base/json_writer.h"
#include "base/utf8.h"
#include "serve/assets.h"

namespace dragoman {
namespace {

constexpr std::size_t kMaxPath = 512;
constexpr std::size_t kWorthCompressing = 1024;
constexpr std::size_t kKeptBytes = std::size_t{32} << 20;
// While another program writes to the ledger, an answer is made anew only when ten times as long as it took has gone by.
constexpr int kStaleTimes = 10;
constexpr std::chrono::seconds kStaleAtMost{3};
// Older than this nobody gets it; made anew before that, on the refresher's thread, where it is asked for.
constexpr std::chrono::seconds kOldest{6};
constexpr std::chrono::milliseconds kCheap{20};
constexpr std::string_view kApi = "/api/v1";

std::string inflate_all(std::string_view bytes) {
  std::string out;
  z_stream z{};
  if (inflateInit2(&z, 15 + 16) != Z_OK) return out;
  z.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  z.avail_in = static_cast<uInt>(bytes.size());
  std::array<char, 16384> buffer{};
  int code = Z_OK;
  while (code == Z_OK) {
    z.next_out = reinterpret_cast<Bytef*>(buffer.data());
    z.avail_out = static_cast<uInt>(buffer.size());
    code = inflate(&z, Z_NO_FLUSH);
    out.append(buffer.data(), buffer.size() - z.avail_out);
  }
  inflateEnd(&z);
  return out;
}

bool is_write(std::string_view method) { return method != "GET" && method != "HEAD"; }

bool zips(const HttpRequest& request) { return accepts_gzip(request.header("x-accept-encoding")); }

/// The page answers for every address that is none of the API's and names no file.
bool is_view(std::string_view path) { return !path.starts_with(kApi) && path.substr(path.rfind('/')).find('.') == std::string_view::npos; }

constexpr std::string_view kNoPage =
    "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Dragoman</title><h1>Dragoman</h1><p>No page was built into this program. "
    "The API is at <a href=\"/api/v1/openapi.json\">/api/v1</a>.</p></html>\n";

}  // namespace

std::span<const Service::Route> Service::routes() {
  static constexpr Route kRoutes[] = {
      {"GET", "/healthz", Role::kNone, Keep::kNothing, &Service::health},
      {"GET", "/metrics", Role::kRead, Keep::kNothing, &Service::metrics},
      {"GET", "/records", Role::kRead, Keep::kShared, &Service::records},
      {"GET", "/records/{}", Role::kRead, Keep::kTag, &Service::record},
      {"GET", "/records/{}/explain", Role::kRead, Keep::kTag, &Service::explain},
      {"GET", "/stories", Role::kRead, Keep::kShared, &Service::stories},
      {"GET", "/stories/{}", Role::kRead, Keep::kTag, &Service::story},
      {"GET", "/map", Role::kRead, Keep::kShared, &Service::map},
      {"GET", "/series", Role::kRead, Keep::kShared, &Service::series},
      {"GET", "/counts", Role::kRead, Keep::kShared, &Service::counts},
      {"GET", "/overview", Role::kRead, Keep::kShared, &Service::overview},
      {"GET", "/dossiers", Role::kRead, Keep::kShared, &Service::dossiers},
      {"GET", "/dossiers/{}", Role::kRead, Keep::kShared, &Service::dossier},
      {"GET", "/reviews", Role::kRead, Keep::kTag, &Service::reviews},
      {"GET", "/reviews/gold", Role::kRead, Keep::kNothing, &Service::gold},
      {"POST", "/reviews", Role::kEdit, Keep::kNothing, &Service::add_review},
      {"GET", "/views", Role::kRead, Keep::kTag, &Service::views},
      {"PUT", "/views/{}", Role::kEdit, Keep::kNothing, &Service::put_view},
      {"DELETE", "/views/{}", Role::kEdit, Keep::kNothing, &Service::delete_view},
      {"GET", "/export", Role::kRead, Keep::kNothing, &Service::export_records},
      {"GET", "/events", Role::kRead, Keep::kShared, &Service::events},
      {"GET", "/events/{}", Role::kRead, Keep::kTag, &Service::event},
      {"GET", "/changes", Role::kRead, Keep::kSlow, &Service::changes},
      {"GET", "/events-stream", Role::kRead, Keep::kNothing, &Service::events_stream},
  };
  static_assert(std::size(kRoutes) < Metrics::kRoutes - 1);
  return kRoutes;
}

Service::Match Service::match(const HttpRequest& request) {
  Match out;
  std::string_view path = request.target.path;
  // Probes ask for these two without the prefix.
  if (path.starts_with(kApi)) path.remove_prefix(kApi.size());
  else if (path != "/healthz" && path != "/metrics") return out;
  const std::string_view method = request.method == "HEAD" ? std::string_view("GET") : std::string_view(request.method);
  for (std::size_t i = 0; i < routes().size(); ++i) {
    const Route& route = routes()[i];
    const std::size_t hole = route.pattern.find("{}");
    std::string_view argument;
    if (hole == std::string_view::npos) {
      if (path != route.pattern) continue;
    } else {
      const std::string_view after = route.pattern.substr(hole + 2);
      if (path.size() <= hole + after.size() || !path.starts_with(route.pattern.substr(0, hole)) || !path.ends_with(after)) continue;
      argument = path.substr(hole, path.size() - hole - after.size());
      // Names of views and dossiers may hold a slash, keys not.
      if (route.pattern.starts_with("/records") || route.pattern.starts_with("/stories") || route.pattern.starts_with("/events")) {
        if (argument.find('/') != std::string_view::npos) continue;
      }
    }
    if (route.method != method) {
      out.other_method = true;
      continue;
    }
    // "/reviews/gold" and the like come before a pattern that takes them.
    if (out.route != nullptr) continue;
    out.route = &route;
    out.number = i;
    out.argument = argument;
  }
  return out;
}

Result<std::unique_ptr<Service>> Service::open(ServiceOptions options) {
  auto watcher = SqliteStore::open(options.ledger, SqliteStore::Mode::kRead);
  if (!watcher) return watcher.error();
  return std::unique_ptr<Service>(new Service(std::move(options), std::move(watcher).value()));
}

Service::Service(ServiceOptions options, std::unique_ptr<SqliteStore> watcher)
    : options_(std::move(options)),
      readers_(options_.ledger, options_.readers, index_),
      live_(std::move(watcher), index_, options_.log),
      rate_(options_.requests_per_second, options_.requests_per_second * 2),
      write_rate_(20, 60),
      refusals_(0.5, 20) {
  const auto random = make_token(Role::kRead, {});
  nonce_ = random ? random->token.substr(random->token.size() - 12) : utc_now();
}

Service::~Service() = default;

HttpResponse Service::failed(const Error& error) const {
  HttpResponse response = error_response(error);
  if (response.status >= 500 && options_.log) options_.log(error.to_string());
  return response;
}

std::optional<HttpResponse> Service::refuse(const HttpRequest& request) {
  const auto now = std::chrono::steady_clock::now();
  if (!rate_.allow(request.peer, now)) {
    HttpResponse response = error_response(429, "rate", "too many requests; wait a second");
    response.headers.push_back({"Retry-After", "1"});
    return response;
  }
  if (options_.loopback && !is_known_host(request.header("host"), options_.hosts)) {
    return error_response(421, "host", "this server goes by another name; --allow-host adds one");
  }
  if (request.target.path.size() > kMaxPath) return error_response(414, "too_long", "the path is too long");
  const Match found = match(request);
  if (found.route == nullptr) {
    if (found.other_method) return error_response(405, "method", "this address takes other methods");
    if (is_write(request.method)) return error_response(404, "not_found", "there is no such address");
    return std::nullopt;
  }
  if (is_write(request.method)) {
    // A form of another site can send neither this header nor, without asking first, this type.
    if (!is_same_site(request) || request.header("x-dragoman-request") != "1") {
      return error_response(403, "cross_site", "writes need the header X-Dragoman-Request: 1 and come from this site only");
    }
    const std::string_view type = request.header("content-type");
    if (request.method != "DELETE" && !equals_ignore_case(trim(type.substr(0, type.find(';'))), "application/json")) {
      return error_response(415, "type", "the body has to be application/json");
    }
    if (!write_rate_.allow(request.peer, now)) return error_response(429, "rate", "too many writes; wait a second");
  }
  if (options_.tokens.empty() || found.route->role == Role::kNone) return std::nullopt;
  const Role role = options_.tokens.role_of(request.header("authorization"));
  if (role >= found.route->role) return std::nullopt;
  if (role == Role::kNone && !refusals_.allow(request.peer, now)) return error_response(429, "rate", "too many wrong tokens; wait a while");
  HttpResponse response = role == Role::kNone ? error_response(401, "token", "this server wants a token: Authorization: Bearer TOKEN")
                                              : error_response(403, "role", "this token may read, not write");
  if (role == Role::kNone) response.headers.push_back({"WWW-Authenticate", "Bearer"});
  return response;
}

HttpResponse Service::answer(const HttpRequest& request) {
  const auto started = std::chrono::steady_clock::now();
  const Match found = match(request);
  HttpResponse response = found.route != nullptr ? respond(request, found) : file(request);
  if (response.stream) {
    if (zips(request) && response.type != "text/event-stream") {
      response.headers.push_back({"Content-Encoding", "gzip"});
      response.stream = [stream = std::move(response.stream)](const Sink& sink) {
        GzipStream zip(sink);
        return stream([&](std::string_view piece) { return zip.write(piece); }) && zip.finish();
      };
    }
    response.headers.push_back({"Vary", "Accept-Encoding"});
  }
  metrics_.count(found.number, response.status, std::chrono::duration<double>(std::chrono::steady_clock::now() - started).count());
  return response;
}

HttpResponse Service::respond(const HttpRequest& request, const Match& found) {
  const Keep keep = found.route->keep;
  std::string etag;
  HttpResponse response;
  bool zipped = false;
  if (keep != Keep::kNothing) {
    etag = "W/\"" + nonce_ + "-" + std::to_string(live_.generation()) + "\"";
    if (etag_matches(request.header("if-none-match"), etag)) response.status = 304;
    else response = keep != Keep::kTag ? shared(request, found, etag) : (this->*found.route->handler)(request, found.argument);
    for (const Field& field : response.headers) zipped = zipped || field.name == "Content-Encoding";
  } else {
    response = (this->*found.route->handler)(request, found.argument);
  }
  if (response.stream) return response;
  if (response.status == 200 || response.status == 304) {
    bool tagged = etag.empty();
    for (const Field& field : response.headers) tagged = tagged || field.name == "ETag";
    if (!tagged) response.headers.push_back({"ETag", etag});
    response.headers.push_back({"Cache-Control", etag.empty() ? "no-store" : "private, no-cache"});
  }
  if (!zipped && response.body.size() >= kWorthCompressing && zips(request)) {
    response.body = gzip(response.body);
    response.headers.push_back({"Content-Encoding", "gzip"});
  }
  response.headers.push_back({"Vary", "Accept-Encoding"});
  return response;
}

std::shared_ptr<const Service::Kept> Service::keep(const std::string& key, const HttpRequest& request, const Match& found, HttpResponse& other) {
  auto made = std::make_shared<Kept>();
  // Both before the question: what is answered is at least as new.
  made->own_writes = live_.own_writes();
  made->generation = live_.generation();
  const auto begin = std::chrono::steady_clock::now();
  {
    const std::lock_guard lock(kept_mutex_);
    in_work_.insert(key);
  }
  HttpResponse fresh = (this->*found.route->handler)(request, found.argument);
  made->made = std::chrono::steady_clock::now();
  made->cost = made->made - begin;
  if (fresh.status != 200 || fresh.stream) {
    const std::lock_guard lock(kept_mutex_);
    in_work_.erase(key);
    other = std::move(fresh);
    return nullptr;
  }
  made->stale = made->made + made->cost * kStaleTimes;
  if (found.route->keep != Keep::kSlow) made->stale = std::min<std::chrono::steady_clock::time_point>(made->stale, made->made + kStaleAtMost);
  made->body = std::move(fresh.body);
  if (made->body.size() >= kWorthCompressing) made->zipped = gzip(made->body);
  const auto old = found.route->keep == Keep::kSlow ? kept(key) : made;
  const std::size_t size = key.size() + made->body.size() + made->zipped.size();
  std::unique_lock lock(kept_mutex_);
  if (kept_bytes_ + size > kKeptBytes) {
    kept_.clear();
    kept_bytes_ = 0;
  }
  auto& slot = kept_[key];
  if (slot) kept_bytes_ -= std::min(kept_bytes_, key.size() + slot->body.size() + slot->zipped.size());
  slot = made;
  kept_bytes_ += size;
  in_work_.erase(key);
  lock.unlock();
  // Others hold what a slow one says.
  if (!old || old->body != made->body) live_.touch();
  return made;
}

std::shared_ptr<const Service::Kept> Service::kept(const std::string& key) {
  const std::lock_guard lock(kept_mutex_);
  const auto there = kept_.find(key);
  return there == kept_.end() ? nullptr : there->second;
}

void Service::make_later(const std::string& key, const HttpRequest& request, const Match& found, const Kept* old) {
  if (old != nullptr && std::chrono::steady_clock::now() < old->stale) return;
  refresher_.add(key, [this, key, request, found] {
    HttpResponse ignored;
    (void)keep(key, request, found, ignored);
  });
}

std::string Service::present_changes() {
  HttpRequest request;
  request.method = "GET";
  request.target.path = "/api/v1/changes";
  const auto there = kept(request.target.path);
  if (!there || there->generation != live_.generation()) make_later(request.target.path, request, match(request), there.get());
  constexpr std::string_view kList = "\"changes\": ";
  const std::size_t at = there ? there->body.find(kList) : std::string::npos;
  return at == std::string::npos ? "null" : there->body.substr(at + kList.size(), there->body.size() - at - kList.size() - 1);
}

HttpResponse Service::shared(const HttpRequest& request, const Match& found, const std::string& etag) {
  std::string key = request.target.path;
  for (const Field& field : request.target.parameters) key.append("\n").append(field.name).append("=").append(field.value);
  const std::uint64_t generation = live_.generation();
  std::shared_ptr<const Kept> kept = this->kept(key);
  if (!kept && found.route->keep == Keep::kSlow && request.target.parameters.empty()) {
    // Whoever asks first must not wait either, nor all that ask meanwhile work at the same.
    make_later(key, request, found, nullptr);
    HttpResponse response;
    response.body = R"({"since": null, "changes": null})";
    return response;
  }
  if (kept && kept->generation != generation) {
    // What was written through us is there at once, and so is what costs little to make.
    const bool slow = found.route->keep == Keep::kSlow;
    const auto now = std::chrono::steady_clock::now();
    const bool too_old = kept->own_writes != live_.own_writes() || now - kept->made > kOldest || (now >= kept->stale && kept->cost < kCheap);
    const std::lock_guard lock(kept_mutex_);
    // What another thread is at is not made twice.
    if (!slow && too_old && (kept->own_writes != live_.own_writes() || !in_work_.contains(key))) kept = nullptr;
    else make_later(key, request, found, kept.get());
  }
  if (!kept) {
    HttpResponse other;
    kept = keep(key, request, found, other);
    if (!kept) return other;
  }
  HttpResponse response;
  if (found.route->pattern == "/map") response.type = "application/geo+json";
  const std::string tag = kept->generation == generation ? etag : "W/\"" + nonce_ + "-" + std::to_string(kept->generation) + "\"";
  response.headers.push_back({"ETag", tag});
  if (etag_matches(request.header("if-none-match"), tag)) {
    response.status = 304;
    return response;
  }
  if (!kept->zipped.empty() && zips(request)) {
    response.body = kept->zipped;
    response.headers.push_back({"Content-Encoding", "gzip"});
  } else {
    response.body = kept->body;
  }
  return response;
}

HttpResponse Service::file(const HttpRequest& request) const {
  const Asset* asset = find_asset(request.target.path);
  if (asset == nullptr && is_view(request.target.path)) {
    asset = find_asset("/index.html");
    if (asset == nullptr) {
      HttpResponse response;
      response.type = "text/html; charset=utf-8";
      response.body = kNoPage;
      return response;
    }
  }
  if (asset == nullptr) return error_response(404, "not_found", "there is no such address");
  HttpResponse response;
  response.type = asset->type;
  response.headers.push_back({"ETag", std::string(asset->etag)});
  response.headers.push_back({"Vary", "Accept-Encoding"});
  // Built files under assets/ carry a hash in their name.
  const bool named = asset->path.starts_with("/assets/");
  response.headers.push_back({"Cache-Control", named ? "public, max-age=31536000, immutable" : "no-cache"});
  if (etag_matches(request.header("if-none-match"), asset->etag)) {
    response.status = 304;
  } else if (!asset->gzipped) {
    response.body = asset->bytes;
  } else if (zips(request)) {
    response.body = asset->bytes;
    response.headers.push_back({"Content-Encoding", "gzip"});
  } else {
    response.body = inflate_all(asset->bytes);
  }
  return response;
}

HttpResponse Service::with_writer(const std::function<HttpResponse(SqliteStore&)>& write) {
  const std::lock_guard lock(writer_mutex_);
  if (!writer_) {
    auto opened = SqliteStore::open(options_.ledger, SqliteStore::Mode::kMaintain);
    if (!opened) return failed(opened.error());
    writer_ = std::move(opened).value();
  }
  HttpResponse response = write(*writer_);
  live_.wrote();
  return response;
}

void Service::warm_up() {
  live_.wait_for_index();
  for (const char* path : {"/api/v1/overview", "/api/v1/events", "/api/v1/map", "/api/v1/series", "/api/v1/dossiers", "/api/v1/changes"}) {
    HttpRequest request;
    request.method = "GET";
    request.target.path = path;
    (void)answer(request);
  }
}

Result<std::shared_ptr<const Resources>> Service::resources() {
  const std::lock_guard lock(resources_mutex_);
  if (!resources_) {
    if (!options_.load_resources) return Error{ErrorCode::kUnsupported, "this server has no coder", {}, 0};
    auto loaded = options_.load_resources();
    if (!loaded) return loaded.error();
    resources_ = std::make_shared<const Resources>(std::move(loaded).value());
  }
  return resources_;
}

HttpResponse Service::health(const HttpRequest&, const std::string&) {
  const auto reader = readers_.take();
  if (!reader) return failed(reader.error());
  if (const auto extent = (*reader)->extent(); !extent) return failed(extent.error());
  HttpResponse response;
  response.body = R"({"status": "ok"})";
  return response;
}

HttpResponse Service::metrics(const HttpRequest&, const std::string&) {
  HttpResponse response;
  response.type = "text/plain; version=0.0.4; charset=utf-8";
  std::vector<std::string> names;
  for (const Route& route : routes()) names.push_back(std::string(route.method) + " " + std::string(route.pattern));
  names.resize(Metrics::kRoutes - 1);
  names.emplace_back("page");
  metrics_.format(names, response.body);
  const auto gauge = [&](const char* name, const char* help, const std::string& value) {
    response.body.append("# HELP ").append(name).append(" ").append(help).append("\n# TYPE ").append(name).append(" gauge\n");
    response.body.append(name).append(" ").append(value).append("\n");
  };
  gauge("dragoman_listeners", "Open streams of live updates.", std::to_string(live_.listeners()));
  gauge("dragoman_ledger_generation", "Changes of the ledger seen since the start.", std::to_string(live_.generation()));
  gauge("dragoman_uptime_seconds", "Time since the start.",
        std::to_string(std::chrono::duration<double>(std::chrono::steady_clock::now() - started_).count()));
  if (const auto reader = readers_.take()) {
    if (const auto extent = (*reader)->extent()) {
      gauge("dragoman_ledger_stories", "Stories ever taken in.", std::to_string(extent->stories));
      gauge("dragoman_index_ready", "1: sums, pages and places come from memory.", index_->ready() ? "1" : "0");
      gauge("dragoman_index_bytes", "Memory of the index of records.", std::to_string(index_->bytes()));
      gauge("dragoman_ledger_records", "Records ever made.", std::to_string(extent->records));
    }
  }
  return response;
}

HttpResponse Service::events_stream(const HttpRequest&, const std::string&) {
  constexpr int kMaxListeners = 64;
  if (live_.listeners() >= kMaxListeners) return error_response(503, "busy", "too many listen already");
  HttpResponse response;
  response.type = "text/event-stream";
  response.headers.push_back({"Cache-Control", "no-store"});
  response.headers.push_back({"X-Accel-Buffering", "no"});
  response.stream = [this](const Sink& sink) {
    live_.stream(sink);
    return true;
  };
  return response;
}

}  // namespace dragoman
