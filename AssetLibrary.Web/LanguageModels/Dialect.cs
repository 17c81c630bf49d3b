namespace AssetLibrary.Web.LanguageModels;

/// <summary>How the shape of the answer is asked for, the strictest first.</summary>
public enum AnswerForm
{
    JsonSchema,
    JsonObject,
    Prompt,
}

/// <summary>
/// What this server and model understand of a request. It is learned from refusals and kept for the life of the process:
/// servers that speak the same protocol differ in these three things, and none can be asked beforehand.
/// </summary>
internal sealed record Dialect(AnswerForm Form, string LimitName, bool SendsTemperature)
{
    private const string Old = "max_tokens",
        New = "max_completion_tokens";

    /// <summary>OpenAI's own newer models refuse max_tokens; most other servers know nothing else.</summary>
    public static Dialect For(Uri endpoint) =>
        new(
            AnswerForm.JsonSchema,
            endpoint.Host.EndsWith("openai.com", StringComparison.OrdinalIgnoreCase)
            || endpoint.Host.EndsWith("openai.azure.com", StringComparison.OrdinalIgnoreCase)
                ? New
                : Old,
            true
        );

    /// <summary>What to try after this complaint; null when there is nothing left to give up.</summary>
    public Dialect? After(string complaint, bool formIsProven)
    {
        if (complaint.Contains("temperature", StringComparison.OrdinalIgnoreCase) && SendsTemperature)
        {
            return this with { SendsTemperature = false };
        }

        if (complaint.Contains(LimitName, StringComparison.OrdinalIgnoreCase) && !formIsProven)
        {
            return this with { LimitName = LimitName == Old ? New : Old };
        }

        return formIsProven ? null : Looser();
    }

    public Dialect? Looser() => Form == AnswerForm.Prompt ? null : this with { Form = Form + 1 };
}
