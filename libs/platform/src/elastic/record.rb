# What Logstash does with each line that Filebeat brings: https://www.elastic.co/docs/reference/logstash/plugins/plugins-filters-ruby
# Redaction comes first, on the text as it was written. The tables are those of the OpenTelemetry Collector's configuration (tables.json).
require "json"

def register(params)
  tables = JSON.parse(File.read(params["tables"]))
  @place = params.slice("cluster", "environment")
  @redactions = tables["redactions"].map { |one| [Regexp.new(one["pattern"]), one["by"]] }
  @levels = tables["levels"].map { |name, words| [name, Regexp.new(words, Regexp::IGNORECASE)] }
  @words = tables["words"].map { |name, words| [name, Regexp.new(words, Regexp::IGNORECASE)] }
  @stack = Regexp.new(tables["stack"])
  @renames = tables["renames"]
  @whose = tables["whose"]
  @routing = Regexp.new(tables["routing"])
  @most = tables["most"]
  @keep = tables["keep"]
end

# Without what fails here a line would go on as it was written.
def filter(event)
  record = read(event)
  record.nil? ? [] : [written(event, record)]
rescue StandardError => error
  [written(event, place(event).merge("message" => "a line that could not be read: #{error.class}", "level" => "error"))]
end

def read(event)
  text = redacted(event.get("message").to_s.scrub("?"))
  fields = parsed(text)
  record = place(event)
  attributes = named(fields || {}, record)
  message = attributes.delete("message")
  envoy = attributes["response_code"]
  record["message"] = message.is_a?(String) ? message : text
  unless envoy.nil?
    record["message"] = [attributes["method"], attributes["path"], envoy, attributes["response_flags"]].join(" ").gsub(/\?\S*/, "")
  end
  known(attributes, record)
  record["level"] ||= envoy.nil? ? level_of(record["message"]) : by_status(record["status"])
  return nil if dropped?(record)
  record["message"] = record["message"][0, @most["body"]]
  rest = attributes.first(@most["fields"]).map { |key, value| [key, (value.is_a?(Array) ? JSON.generate(value) : value.to_s)[0, @most["bytes"]]] }.to_h
  record["attributes"] = rest unless rest.empty?
  record.compact
end

def redacted(text)
  @redactions.reduce(text) { |before, (pattern, by)| before.gsub(pattern, by) }
end

def parsed(text)
  return nil unless text.match?(/\A\s*\{/)
  object = JSON.parse(text)
  object.is_a?(Hash) ? flat(object) : nil
rescue JSON::ParserError
  nil
end

def flat(object, before = "")
  object.each_with_object({}) do |(key, value), all|
    name = "#{before}#{key}"
    value.is_a?(Hash) ? all.merge!(flat(value, "#{name}.")) : all[name] = value
  end
end

# Whose a record is, by its pod and never by what it says.
def place(event)
  pod = event.get("kubernetes") || {}
  labels = pod["labels"] || {}
  app = labels["app_kubernetes_io/name"] || pod.dig("container", "name")
  {
    "team" => pod["namespace"], "app" => app, "service.name" => app, "service.version" => labels["app_kubernetes_io/version"],
    "pod" => pod.dig("pod", "name"), "node" => pod.dig("node", "name")
  }.merge(@place)
end

# An app's own words, under our names where they mean the same; what says whose it is stands beside.
def named(fields, record)
  fields.each_with_object({}) do |(key, value), all|
    next if value.nil? || key == "time" || @routing.match?(key)
    name = @renames.fetch(key, key)
    next all["exported_#{key}"] = value if @whose.include?(key) && value != record[key]
    next if @whose.include?(key)
    all[name] = value unless all.key?(name)
  end
end

def known(attributes, record)
  status = Integer(attributes.delete("status") || attributes.delete("response_code"), exception: false)
  attributes.delete("response_code")
  record["status"] = status
  duration = Float(attributes.delete("duration_ms"), exception: false)
  record["duration_ms"] = duration
  path = attributes.delete("path")
  record["path"] = path.to_s.sub(/[?#].*/m, "") unless path.nil?
  record["method"] = attributes.delete("method")
  record["request_id"] = attributes.delete("request_id")
  trace = attributes.delete("trace_id")
  parent = attributes.delete("traceparent").to_s
  trace ||= parent[3, 32] if parent.match?(/\A[0-9a-f]{2}-[0-9a-f]{32}-/)
  record["trace_id"] = trace
  record["span_id"] = attributes.delete("span_id")
  said = attributes.delete("level").to_s
  record["level"] = @levels.find { |_, words| words.match?(said) }&.first
end

# A connection that ended before an answer has none.
def by_status(status)
  return "error" if status.nil? || status.zero? || status >= 500
  status >= 400 ? "warn" : "info"
end

# Of text: a stack is an error, else by its first word that is a level.
def level_of(message)
  return "error" if @stack.match?(message)
  @words.find { |_, words| words.match?(message) }&.first
end

# By chance, and never a warning.
def dropped?(record)
  share = @keep["#{record["team"]}/#{record["app"]}"]
  !share.nil? && !%w[warn error fatal].include?(record["level"]) && rand >= share
end

def written(event, record)
  event.to_hash.each_key { |key| event.remove(key) unless key.start_with?("@") }
  record.each { |key, value| event.set(key.include?(".") ? "[#{key.sub(".", "][")}]" : key, value) unless value.nil? }
  event.set("data_stream", { "type" => "logs", "dataset" => "slipway", "namespace" => (record["team"] || "cluster").tr("-", "_") })
  event
end
