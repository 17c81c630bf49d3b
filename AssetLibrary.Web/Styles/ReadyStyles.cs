namespace AssetLibrary.Web.Styles;

/// <summary>A style that comes with the app; choosing it makes a copy that can be changed.</summary>
public sealed record ReadyStyle(string Id, string Name, string Prompt, string Negative, IReadOnlyList<string> Palette);

public static class ReadyStyles
{
    public static readonly IReadOnlyList<ReadyStyle> All =
    [
        new(
            "storybook",
            "Storybook gouache",
            "Hand-painted gouache storybook illustration, soft matte brushwork, warm lamplight against cool dusk, rounded shapes, "
                + "visible paper grain, gentle humour.",
            "photorealism, harsh contrast, text, watermark",
            ["#f2e3c6", "#e08e45", "#b5543c", "#4f6d7a", "#2b3a4a"]
        ),
        new(
            "noir",
            "Rain-lit noir",
            "Cinematic film noir still, 35 mm anamorphic, hard key light through blinds, wet asphalt and neon reflections, deep "
                + "shadows, shallow depth of field.",
            "cartoon, flat lighting, pastel colours, text, watermark",
            ["#0d1321", "#1d2d44", "#3e5c76", "#c44536", "#f0ebd8"]
        ),
        new(
            "daylight",
            "Clean daylight",
            "Naturalistic live-action frame, soft overcast daylight, true skin tones, restrained production design, calm compositions "
                + "with generous negative space.",
            "stylised, oversaturated, lens flare, text, watermark",
            ["#f7f5f0", "#c9d6d3", "#8aa399", "#d9a66b", "#3b4a4f"]
        ),
    ];

    public static ReadyStyle? Find(string? id) => All.FirstOrDefault(s => s.Id == id);
}
