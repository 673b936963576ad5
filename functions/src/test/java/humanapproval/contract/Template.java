package humanapproval.contract;

import humanapproval.approval.ChannelName;
import humanapproval.fake.Samples;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.AbstractConstruct;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** template.yaml as plain maps; {@code !Ref X} is the map {Ref: X}, any other tag {@code !T} is {T: ...}. */
record Template(Map<String, Object> root) {

    static Template read() {
        return new Template(new Yaml(new Tags()).load(Samples.file("template.yaml")));
    }

    private static final class Tags extends SafeConstructor {
        Tags() {
            super(new LoaderOptions());
            yamlMultiConstructors.put("!", new AbstractConstruct() {
                @Override
                public Object construct(Node node) {
                    Object value = switch (node) {
                        case ScalarNode scalar -> scalar.getValue();
                        case SequenceNode sequence -> constructSequence(sequence);
                        case MappingNode mapping -> constructMapping(mapping);
                        default ->
                            throw new IllegalStateException(node.getNodeId().name());
                    };
                    return Map.of(node.getTag().getValue().substring(1), value);
                }
            });
        }
    }

    /** What the resources of each channel begin with. */
    static List<String> channels() {
        return Stream.of(ChannelName.values())
                .map(channel -> channel.word().substring(0, 1).toUpperCase(Locale.ROOT)
                        + channel.word().substring(1))
                .toList();
    }

    /** The role of each channel's function, and {@code others}. */
    static Set<String> channelRolesAnd(String... others) {
        return Stream.concat(channels().stream().map(channel -> channel + "ChannelRole"), Stream.of(others))
                .collect(Collectors.toSet());
    }

    /** The properties of every resource of that type, by logical id. */
    Map<String, Map<String, Object>> resources(String type) {
        Map<String, Map<String, Object>> found = new LinkedHashMap<>();
        map(root, "Resources").forEach((id, resource) -> {
            if (map(resource).get("Type").equals(type)) {
                found.put(id, map(map(resource), "Properties"));
            }
        });
        return found;
    }

    /** A resource with its type and policies. */
    Map<String, Object> resource(String id) {
        return map(map(root, "Resources"), id);
    }

    Map<String, Object> parameter(String name) {
        return map(map(root, "Parameters"), name);
    }

    /** Whether a parameter may have that value. */
    boolean allows(String parameter, String value) {
        Map<String, Object> declared = parameter(parameter);
        return declared.containsKey("AllowedValues")
                ? list(declared.get("AllowedValues")).contains(value)
                : Pattern.matches((String) declared.get("AllowedPattern"), value);
    }

    Map<String, Object> properties(String id) {
        return map(map(map(root, "Resources"), id), "Properties");
    }

    /** The statements of a role's policies. */
    List<Map<String, Object>> statements(String role) {
        return list(properties(role).get("Policies")).stream()
                .flatMap(policy -> list(map(map(policy), "PolicyDocument").get("Statement")).stream())
                .map(Template::map)
                .toList();
    }

    /** A string or a list of strings, as a list. */
    static List<Object> list(Object value) {
        return value instanceof List<?> several ? List.copyOf(several) : List.of(value);
    }

    /** What stands under that name, empty when nothing does. */
    static Map<String, Object> map(Map<String, Object> in, String name) {
        return in.containsKey(name) ? map(in.get(name)) : Map.of();
    }

    static Map<String, Object> map(Object value) {
        Map<String, Object> typed = new LinkedHashMap<>();
        ((Map<?, ?>) value).forEach((key, inner) -> typed.put(String.valueOf(key), inner));
        return typed;
    }
}
