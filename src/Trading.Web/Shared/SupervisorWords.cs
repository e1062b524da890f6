using Trading.Infrastructure;

namespace Trading.Web.Shared;

/// <summary>The words for stages, posts and events; what has no word of its own yet is shown by its name.</summary>
public static class SupervisorWords
{
    public static string Stage(string stage) => Find($"stage.{stage}", stage);

    public static string Post(string post) => Find($"post.{post}", post);

    public static string Event(string kind) => Find($"event.{kind}", kind);

    private static string Find(string key, string name) => Words.Has(key) ? PageWords.W(key) : name;
}
