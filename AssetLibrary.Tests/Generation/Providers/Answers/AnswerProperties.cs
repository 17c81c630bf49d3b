using System.Text;
using System.Text.RegularExpressions;
using AssetLibrary.Web.Generation;
using AssetLibrary.Web.Generation.Providers;
using AssetLibrary.Web.Generation.Providers.Answers;
using FsCheck;
using FsCheck.Fluent;

namespace AssetLibrary.Tests.Generation.Providers.Answers;

/// <summary>What holds of every answer, whatever its shape.</summary>
public sealed class AnswerProperties
{
    private const int Runs = 400;

    private static readonly SentAlong Sent = new([new(ReferenceRole.Reference, "image/png", Given.HarbourPng())]);

    private static Arbitrary<int> Seeds => Gen.Choose(0, int.MaxValue).ToArbitrary();

    [Fact]
    public void What_was_made_is_found_in_any_nesting_under_any_name_in_any_spelling() =>
        Holds(seed =>
        {
            var answer = new MadeAnswer(seed);
            var found = Read(answer.Body);
            var right = found switch
            {
                Found.Whole whole => !answer.IsCut && answer.Address is null && whole.Bytes.Span.SequenceEqual(answer.Bytes),
                Found.Elsewhere elsewhere => !answer.IsCut && elsewhere.Address == answer.Address,
                Found.CutShort => answer.IsCut,
                _ => false,
            };
            var wanted = answer.IsCut ? "cut" : answer.Address ?? answer.Name;
            return right ? null : $"{found.GetType().Name} and not {wanted} in {Short(Encoding.UTF8.GetString(answer.Body))}";
        });

    [Fact]
    public void What_is_damaged_on_the_way_is_read_or_not_and_never_taken_when_it_is_cut_short() =>
        Holds(seed =>
        {
            var random = new Random(seed);
            var body = new MadeAnswer(seed).Body;
            for (var n = random.Next(1, 6); n > 0; n--)
            {
                body[random.Next(body.Length)] = (byte)random.Next(256);
            }

            var reply = new WireReply(body.AsMemory(0, random.Next(1, body.Length)), null);
            var found = reply.Pictures(ofClip: false, Sent).Found;
            _ = (reply.Shape, reply.Error);
            return found is Found.Whole whole && WholePicture.IsCutShort(whole.Bytes.Span, whole.ContentType) ? "It is cut short." : null;
        });

    private static Found Read(byte[] body) => new WireReply(body, null).Pictures(ofClip: false, Sent).Found;

    private static string Short(string text) =>
        Regex.Replace(
            text,
            "[A-Za-z0-9+/_-]{90,}",
            m => m.Value[..20] + "…" + m.Value[^10..],
            RegexOptions.NonBacktracking,
            TimeSpan.FromSeconds(5)
        );

    /// <param name="broken">What is wrong with the answer of a seed; null for nothing.</param>
    private static void Holds(Func<int, string?> broken)
    {
        var runs = int.TryParse(
            Environment.GetEnvironmentVariable("PROPERTY_RUNS"),
            System.Globalization.CultureInfo.InvariantCulture,
            out var more
        )
            ? more
            : Runs;
        var wrong = new List<string>();
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(runs), Prop.ForAll(Seeds, seed =>
            {
                if (broken(seed) is { } why)
                {
                    wrong.Add($"{seed}: {why}");
                }
            }));
        Assert.True(wrong.Count == 0, $"{wrong.Count} of {runs}: {string.Join("\n", wrong.Take(5))}");
    }
}
